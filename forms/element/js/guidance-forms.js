/**
 * Registers <guidance-form>: what only JavaScript can do in the browser, and nothing else. Rules, texts and styles
 * are elsewhere: the form itself is `guidance_element_bg.wasm`, its texts and style come from files beside this one.
 * The package has this module and those that it imports as one file.
 */

import { append, detail, fill, says } from "./card.js";
import { engine, STOPPED, touch, watched } from "./engine.js";
import { named, read } from "./files.js";
import { posted, replied, uuid } from "./sending.js";

const TAG = "guidance-form";
const HERE = new URL("./", import.meta.url).href;
/** How often an element begins anew with others when the wasm has stopped, within so many milliseconds. */
const MOST_RESTARTS = 2;
const RESTART_TIME = 60_000;
const ADDRESSES = ["config", "definition", "messages"];
const PROPERTIES = ["config", "definition", "messages", "issues", "submission"];

// Scripts of the page may replace or pollute globals later; these are the ones that were there first.
const { parse, stringify } = JSON;
const { CustomEvent, CSSStyleSheet, navigator } = globalThis;

class GuidanceForm extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = ["form", "locale", "theme", "mode", "base", "lang", ...ADDRESSES];

  #internals = this.attachInternals();
  // Without delegatesFocus: with it a click on any text of the form puts the focus, and the page, on its first input.
  #root = this.attachShadow({ mode: "open" });
  /** What the host gave, as JSON text, by name. Outlives the controller. */
  #given = new Map();
  /** Files that were read or are being read, by address. */
  #files = new Map();
  #texts;
  #running;
  #controller;
  #mount;
  /** Where the first invalid answer is given, when its page is in view. */
  #anchor;
  #placeholder;
  #style;
  /** Ends reading aloud, once its module has come. */
  #voice;
  #attempt = 0;
  #sequence = 0;
  #isPending = false;
  #timer;
  #restored;
  /** Whether the person has asked to try again, and the focus has yet to go somewhere. */
  #isRetried = false;
  /** When the wasm stopped lately while this element was in it. */
  #stops = [];
  /** The issues that the host was last told of. */
  #told;
  #observer = new MutationObserver(() => this.#readChild());
  #isUpgraded = false;
  #isInForm = false;

  connectedCallback() {
    if (!this.#isUpgraded) this.#upgrade();
    this.#joinForm();
    document.addEventListener("visibilitychange", this.#flush);
    addEventListener("pagehide", this.#flush);
    if (this.#controller) {
      // Moved: answers, focus and handlers stay, unless another Yew application now stands around the form.
      if (this.#controller.collides(this.#brand())) this.#restart();
      return;
    }
    this.#open();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#flush);
    removeEventListener("pagehide", this.#flush);
    queueMicrotask(() => {
      if (!this.isConnected) this.#close();
    });
  }

  adoptedCallback() {
    // Style sheets belong to a document; the form is drawn anew in the other one.
    if (this.#controller) this.#restart();
  }

  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (name === "form") {
      // A removal may be the element's own doing, see #joinForm.
      if (now !== null || !this.#isInForm) this.#give(name, now);
      if (this.#isUpgraded) this.#joinForm();
    } else if (name === "base") {
      if (this.#controller) this.#restart();
    } else if (name === "lang") {
      this.#give("lang", this.#language());
    } else {
      this.#give(ADDRESSES.includes(name) ? `${name}Url` : name, now);
    }
  }

  formResetCallback() {
    this.#restored = undefined;
    this.#given.delete("submission");
    this.#controller?.reset();
  }

  formDisabledCallback(isDisabled) {
    this.#give("disabled", isDisabled ? "true" : undefined);
  }

  formStateRestoreCallback(state) {
    if (typeof state === "string") this.#give("submission", state);
  }

  get report() {
    return this.#ask("report") ?? { issues: [] };
  }

  get validity() {
    return this.#internals.validity;
  }

  get validationMessage() {
    return this.#internals.validationMessage;
  }

  get willValidate() {
    return this.#internals.willValidate;
  }

  checkValidity() {
    return this.#internals.checkValidity();
  }

  reportValidity() {
    this.#controller?.show_issues();
    const isValid = this.#internals.reportValidity();
    if (!isValid) this.#anchor?.focus();
    return isValid;
  }

  focus(options) {
    taker(this.#root)?.focus(options);
  }

  reset() {
    this.formResetCallback();
  }

  static {
    for (const name of PROPERTIES) {
      Object.defineProperty(this.prototype, name, {
        configurable: true,
        enumerable: true,
        get() {
          return this.#ask(name);
        },
        set(value) {
          if (typeof value !== "string") this.#give(name, value == null ? undefined : stringify(value));
          // JSON as it came from a server, or else an address: frameworks set properties for attributes.
          else if (/^\s*[[{]/.test(value) || !ADDRESSES.includes(name)) this.#give(name, value);
          else this.setAttribute(name, value);
        },
      });
    }
  }

  #ask(name) {
    const text = (name === "report" || name === "submission" ? this.#controller?.get(name) : undefined)
      ?? (name === "submission" ? this.#restored : undefined)
      ?? this.#given.get(name);
    try {
      return text == null ? null : parse(text);
    } catch {
      return text;
    }
  }

  #give(name, text) {
    if (text == null) this.#given.delete(name);
    else this.#given.set(name, text);
    if (name === "submission") this.#restored = undefined;
    if (!this.#controller) return;
    this.#controller.give(name, text ?? undefined);
    this.#advance();
  }

  /** Lets the controller act on what was given, once for all that is given in one go. */
  #advance() {
    if (this.#isPending) return;
    this.#isPending = true;
    queueMicrotask(() => {
      this.#isPending = false;
      this.#controller?.advance();
    });
  }

  /** Takes over properties that were set before the element was defined. */
  #upgrade() {
    this.#isUpgraded = true;
    for (const name of PROPERTIES) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    this.#observer.observe(this, { childList: true, characterData: true, subtree: true });
    for (const type of ["focusin", "click", "keydown", "input", "change"]) {
      this.#root.addEventListener(type, () => touch(this), true);
    }
  }

  /**
   * HTML reads the attribute `form` of a form-associated element as the id of a <form>, and when there is none leaves
   * the element out of the <form> around it. Then the attribute, once read, has to go.
   */
  #joinForm() {
    if (!this.hasAttribute("form") || this.#internals.form || !this.closest("form")) return;
    this.#isInForm = true;
    this.removeAttribute("form");
  }

  #readChild() {
    const child = this.querySelector(':scope > script[type="application/json"]');
    const text = child?.textContent;
    if (text !== this.#given.get("configChild")) this.#give("configChild", text);
  }

  /** The language of the place where the element stands, without the region: files are named by language. */
  #language() {
    const language = this.closest("[lang]:not([lang=''])")?.lang ?? "";
    return language.replace(/-([A-Za-z]{2}|\d{3})\b/, "");
  }

  get #base() {
    const base = this.getAttribute("base");
    return base ? new URL(base.endsWith("/") ? base : `${base}/`, document.baseURI).href : HERE;
  }

  async #open() {
    const attempt = ++this.#attempt;
    this.#told = undefined;
    this.#showPlaceholder();
    this.#give("lang", this.#language());
    if (document.readyState === "loading") {
      this.#prefetch();
      // The script child may still be on its way.
      await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
    }
    this.#readChild();
    this.#prefetch();
    let running;
    try {
      running = await engine(this.#base);
    } catch (failure) {
      if (attempt === this.#attempt) this.#fail(failure.kind, failure.message);
      return;
    }
    if (attempt !== this.#attempt || !this.isConnected || this.#controller) return;
    if (running.stopped) return void this.#open();
    this.#running = running;
    running.elements.add(this);
    this.#mount = document.createElement("div");
    this.#adoptStyle(running);
    const controller = new running.glue.Controller(this.#port(), this.#mount, this.#brand());
    this.#controller = watched(controller, running, this);
    for (const [name, text] of this.#given) this.#controller.give(name, text);
    if (this.#restored) this.#controller.give("submission", this.#restored);
    this.#controller.advance();
  }

  /** Ends the form in the page; what was given and answered is kept for the next time. */
  #close() {
    this.#attempt += 1;
    clearTimeout(this.#timer);
    this.#voice?.then((end) => end?.());
    this.#voice = undefined;
    const controller = this.#controller;
    if (controller) {
      if (!this.#running.stopped) controller.flush();
      try {
        this.#restored = controller.get("submission") ?? this.#restored;
      } catch {
        // After a trap even this may fail; then what the host gave is all there is.
      }
      this.#controller = undefined;
      this.#running.elements.delete(this);
      if (!this.#running.stopped) controller.close();
    }
    const mount = this.#mount;
    this.#mount = this.#anchor = undefined;
    if (!mount) return;
    // Yew takes its nodes away in a microtask. Its listeners stay on the mount for ever, so that has to go.
    if (this.#running.stopped) mount.remove();
    else setTimeout(() => mount.remove());
  }

  #restart() {
    this.#close();
    if (this.isConnected) this.#open();
  }

  [STOPPED](isCulprit, place) {
    this.#close();
    const now = performance.now();
    this.#stops = this.#stops.filter((time) => time > now - RESTART_TIME).concat(now);
    // One that nobody has found out must not end all the others again and again.
    if (isCulprit || this.#stops.length > MOST_RESTARTS) this.#fail("text", `stopped at ${place}`);
    else if (this.isConnected) this.#open();
  }

  #flush = (event) => {
    if (event.type === "pagehide" || document.visibilityState === "hidden") this.#controller?.flush();
  };

  /** The tree number of the Yew application around this element, if there is one. */
  #brand() {
    let most = 0;
    for (let node = this; node; node = node.assignedSlot ?? node.parentNode ?? node.host) {
      most = Math.max(most, node.__yew_subtree_id ?? 0);
    }
    return most;
  }

  #adoptStyle({ style, sheets }) {
    let sheet = sheets.get(document);
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      sheets.set(document, sheet);
    }
    this.#root.adoptedStyleSheets = [sheet];
  }

  /** Asks for what the form will want, while the wasm is on its way. The controller decides what it uses. */
  async #prefetch() {
    const base = this.#base;
    const form = named(this.#given.get("form") ?? "");
    const definition = this.getAttribute("definition");
    const config = this.getAttribute("config");
    const messages = this.getAttribute("messages");
    const given = (address) => this.#file(new URL(address, document.baseURI).href);
    if (definition) given(definition);
    else if (form && !this.#given.has("definition")) this.#file(`${base}forms/${form}/definition.json`);
    const configs = [
      config && given(config),
      this.#given.get("configChild"),
      this.#given.get("config"),
    ];
    let locale = this.getAttribute("locale") || this.#language() || "en";
    for (const text of configs) {
      try {
        locale = (text && parse(await text).locale) || locale;
      } catch {
        // The controller will say what is wrong with it.
      }
    }
    locale = named(locale) || "en";
    if (messages) given(messages.replace("{locale}", locale));
    else if (form && !this.#given.has("messages")) this.#file(`${base}forms/${form}/messages.${locale}.json`);
    await this.#readTexts([`${base}interface/${locale}.json`]);
  }

  /** Texts for the placeholder and the card, from the first of the addresses that can be read. */
  async #readTexts(addresses) {
    for (const address of addresses) {
      try {
        this.#texts ??= parse(await this.#file(address));
      } catch {
        continue;
      }
      this.#fillPlaceholder();
      return;
    }
  }

  #file(url) {
    let text = this.#files.get(url);
    if (!text) {
      text = read(url);
      text.catch(() => {});
      this.#files.set(url, text);
    }
    return text;
  }

  /** What the wasm may ask of the page. */
  #port() {
    return {
      load: (name, isShipped) => {
        const url = new URL(name, isShipped ? this.#base : document.baseURI).href;
        const controller = this.#controller;
        const answer = (text, failure) => {
          if (this.#controller === controller) controller.loaded(name, text, failure?.kind, failure?.message);
        };
        this.#file(url).then((text) => answer(text), (failure) => answer(undefined, failure));
      },
      emit: (type, detail, files) => this.#emit(type, parse(detail), files),
      value: (text, isKept) => this.#internals.setFormValue(text ?? null, isKept ? text ?? null : null),
      hasForm: () => this.#internals.form !== null,
      validity: (flag, text, anchor) => {
        const place = anchor && this.#root.getElementById(anchor);
        this.#anchor = taker(place || this.#mount) ?? this.#mount;
        if (flag) this.#internals.setValidity({ [flag]: true }, text, this.#anchor);
        else this.#internals.setValidity({});
      },
      shown: (readsAloud) => {
        if (readsAloud) this.#voice ??= this.#readAloud();
        if (this.#mount.parentNode) return;
        this.#removePlaceholder();
        this.#root.append(this.#mount);
        // Its heading is there once Yew has drawn, in a task of its own.
        setTimeout(() => this.#keepFocus(this.#root.getElementById("page-heading")));
      },
      fail: (kind, report) => this.#fail(kind, undefined, report),
      complain: (report) => this.#complain(parse(report).issues),
      later: (milliseconds) => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#controller?.flush(), milliseconds);
      },
      post: (url, body, files) => this.#hand(posted(url, body, files)),
      uuid,
    };
  }

  /** Reading aloud is a file of its own, which only those fetch who want it. */
  async #readAloud() {
    try {
      const { aloud } = await import(`${this.#base}aloud.js`);
      return aloud(this.#root);
    } catch (error) {
      this.#complain([{ ...issue(String(error)), severity: "warning" }]);
    }
  }

  /**
   * Tells the host and, in the console, whoever runs the page that something is wrong; the same thing once. What was
   * found stays out of the console: it could be of a person.
   */
  #complain(issues) {
    const told = stringify(issues);
    if (told === this.#told) return;
    this.#told = told;
    this.#emit("error", { report: { issues } });
    for (const { path, code, severity, params: { found, ...params } = {} } of issues) {
      const facts = Object.entries(params).map(([name, value]) => `${name}: ${value}`);
      console[severity === "error" ? "error" : "warn"](`<${TAG}>`, [path, code, ...facts].filter(Boolean).join(" · "));
    }
  }

  /** Sends an event. Says whether the host leaves the matter (0), took it over (1) or will reply (2). */
  #emit(type, detail, files) {
    detail.seq = ++this.#sequence;
    // Every attempt to send is told of anew.
    if (type === "submit") this.#told = undefined;
    if (type === "change") {
      // Made only when asked for: it is the whole form, at every keystroke.
      let submission;
      const get = () => (submission ??= this.submission);
      Object.defineProperty(detail, "submission", { configurable: true, enumerable: true, get });
    }
    const event = new CustomEvent(`guidance-${type}`, {
      detail,
      bubbles: true,
      composed: true,
      cancelable: type === "submit",
    });
    let hasReply = false;
    let isOver = false;
    if (files) {
      event.files = files.map(([sha256, item, name, blob]) => ({ sha256, item, name, blob }));
      event.respondWith = (reply) => {
        if (isOver) throw new DOMException("respondWith() came after the event: call it at once, with a promise", "InvalidStateError");
        if (hasReply) return;
        hasReply = true;
        this.#hand(replied(reply));
      };
    }
    const isPrevented = !this.dispatchEvent(event);
    isOver = true;
    return hasReply ? 2 : isPrevented ? 1 : 0;
  }

  /** Hands the outcome of sending to the controller, unless it is another one by then. */
  async #hand(sending) {
    const controller = this.#controller;
    const outcome = await sending;
    if (this.#controller === controller) controller.answered(...outcome, navigator.onLine);
  }

  #showPlaceholder() {
    this.#replacePlaceholder("loading", "status").tabIndex = -1;
    this.#fillPlaceholder();
    this.#keepFocus(this.#placeholder);
  }

  #fillPlaceholder() {
    const placeholder = this.#placeholder;
    if (!this.#texts || placeholder?.getAttribute("role") !== "status") return;
    placeholder.lang = this.#texts.locale;
    placeholder.textContent = this.#texts.interface["status.loading"] ?? "";
  }

  /** Puts a box for the time being where the form will be. */
  #replacePlaceholder(part, role) {
    const placeholder = document.createElement("div");
    placeholder.setAttribute("part", part);
    if (role) placeholder.setAttribute("role", role);
    this.#style ??= append(this.#root, "link");
    this.#style.rel = "stylesheet";
    this.#style.href = `${this.#base}card.css`;
    this.#placeholder?.remove();
    this.#placeholder = placeholder;
    this.#root.append(placeholder);
    return placeholder;
  }

  #removePlaceholder() {
    this.#placeholder?.remove();
    this.#style?.remove();
    this.#placeholder = this.#style = undefined;
  }

  /** Says what is wrong: to the host in an event, and to the person in a card, unless a working form is in view. */
  async #fail(kind = "text", found = "", report = undefined) {
    const issues = report ? parse(report).issues : [issue(found)];
    this.#complain(issues);
    if (this.#mount?.isConnected) return;
    const attempt = this.#attempt;
    const base = this.#base;
    await this.#readTexts([named(this.getAttribute("locale") || this.#language()), "en"]
      .filter(Boolean).map((locale) => `${base}interface/${locale}.json`));
    if (attempt !== this.#attempt || this.#mount?.isConnected) return;
    if (!says(this.#placeholder, this.#texts, kind)) {
      const retry = fill(this.#replacePlaceholder("card"), this.#texts, kind);
      retry?.addEventListener("click", () => {
        this.#files.clear();
        this.#isRetried = true;
        this.#restart();
      });
      this.#keepFocus(retry);
    }
    detail(this.#placeholder, issues);
  }

  /** After "try again" the focus would be lost with its button: it goes to what has come instead. */
  #keepFocus(element) {
    if (!this.#isRetried) return;
    if (element !== this.#placeholder) this.#isRetried = false;
    element?.focus();
  }
}

/** The first thing in a place, or the place itself, that takes the focus. */
function taker(place) {
  const takers = ":is(input, select, textarea, button, summary, a[href]):not(:disabled)";
  return place.matches?.(takers) ? place : place.querySelector(takers);
}

const issue = (found) => ({ path: "", code: "load.failed", severity: "error", params: { found } });

if (customElements.get(TAG)) console.warn(`<${TAG}> is already defined; the copy in ${HERE} is not used.`);
else customElements.define(TAG, GuidanceForm);
