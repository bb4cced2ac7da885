/**
 * What every element of the package does: takes what the host gives, starts its wasm, and tells host and person what is
 * wrong. Names in brackets are for the elements that are made of it; a page has no way to them.
 */

import { append, detail, fill, says } from "./card.js";
import { engine, STOPPED, touch, watched } from "./engine.js";
import { named, read } from "./files.js";

export const ASK = Symbol("ask");
export const BEGUN = Symbol("begun");
export const CONTROLLER = Symbol("controller");
export const EMIT = Symbol("emit");
export const GIVE = Symbol("give");
export const LEAVING = Symbol("leaving");
export const MOUNT = Symbol("mount");
export const PORT = Symbol("port");
export const PREFETCH = Symbol("prefetch");
export const RESTART = Symbol("restart");
export const ROOT = Symbol("root");

const HERE = new URL("./", import.meta.url).href;
/** How often an element begins anew with others when the wasm has stopped, within so many milliseconds. */
const MOST_RESTARTS = 2;
const RESTART_TIME = 60_000;

// Scripts of the page may replace or pollute globals later; these are the ones that were there first.
const { parse, stringify } = JSON;
const { CustomEvent, CSSStyleSheet } = globalThis;

export class GuidanceElement extends HTMLElement {
  // Without delegatesFocus: with it a click on any text of the form puts the focus, and the page, on its first input.
  [ROOT] = this.attachShadow({ mode: "open" });
  [CONTROLLER];
  [MOUNT];
  /** What the host gave, as JSON text, by name. Outlives the controller. */
  #given = new Map();
  /** Files that were read or are being read, by address. */
  #files = new Map();
  #texts;
  #running;
  #placeholder;
  #style;
  /** Ends reading aloud, once its module has come. */
  #voice;
  #attempt = 0;
  #sequence = 0;
  #isPending = false;
  /** Whether the person has asked to try again, and the focus has yet to go somewhere. */
  #isRetried = false;
  /** When the wasm stopped lately while this element was in it. */
  #stops = [];
  /** The issues that the host was last told of. */
  #told;
  #observer = new MutationObserver(() => this.#readChild());
  #isUpgraded = false;

  connectedCallback() {
    if (!this.#isUpgraded) this.#upgrade();
    if (!this[CONTROLLER]) this.#open();
    // Moved: answers, focus and handlers stay, unless another Yew application now stands around the form.
    else if (this[CONTROLLER].collides(this.#brand())) this[RESTART]();
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (!this.isConnected) this.#close();
    });
  }

  adoptedCallback() {
    // Style sheets belong to a document; the form is drawn anew in the other one.
    if (this[CONTROLLER]) this[RESTART]();
  }

  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (name === "base") {
      if (this[CONTROLLER]) this[RESTART]();
    } else if (name === "lang") {
      this[GIVE]("lang", this.#language());
    } else {
      this[GIVE](this.constructor.plugIn.addresses.includes(name) ? `${name}Url` : name, now);
    }
  }

  focus(options) {
    taker(this[ROOT])?.focus(options);
  }

  /** Defines an element, with its properties: each takes an object, JSON, or for some an address. */
  static define() {
    const { tag, addresses, properties } = this.plugIn;
    for (const name of properties) {
      Object.defineProperty(this.prototype, name, {
        configurable: true,
        enumerable: true,
        get() {
          return this[ASK](name);
        },
        set(value) {
          if (typeof value !== "string") this[GIVE](name, value == null ? undefined : stringify(value));
          // JSON as it came from a server, or else an address: frameworks set properties for attributes.
          else if (/^\s*[[{]/.test(value) || !addresses.includes(name)) this[GIVE](name, value);
          else this.setAttribute(name, value);
        },
      });
    }
    if (customElements.get(tag)) console.warn(`<${tag}> is already defined; the copy in ${HERE} is not used.`);
    else customElements.define(tag, this);
  }

  [ASK](name, text = this.#given.get(name)) {
    try {
      return text == null ? null : parse(text);
    } catch {
      return text;
    }
  }

  [GIVE](name, text) {
    if (text == null) this.#given.delete(name);
    else this.#given.set(name, text);
    if (!this[CONTROLLER]) return;
    this[CONTROLLER].give(name, text ?? undefined);
    this.#advance();
  }

  /** Called when a controller is there, before it acts on what was given. */
  [BEGUN]() {}

  /** Called before a controller is closed; after a trap no call into it can be trusted. */
  [LEAVING]() {}

  /** Lets the controller act on what was given, once for all that is given in one go. */
  #advance() {
    if (this.#isPending) return;
    this.#isPending = true;
    queueMicrotask(() => {
      this.#isPending = false;
      this[CONTROLLER]?.advance();
    });
  }

  /** Takes over properties that were set before the element was defined. */
  #upgrade() {
    this.#isUpgraded = true;
    for (const name of this.constructor.plugIn.properties) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    this.#observer.observe(this, { childList: true, characterData: true, subtree: true });
    for (const type of ["focusin", "click", "keydown", "input", "change"]) {
      this[ROOT].addEventListener(type, () => touch(this), true);
    }
  }

  #readChild() {
    const child = this.querySelector(':scope > script[type="application/json"]');
    const text = child?.textContent;
    if (text !== this.#given.get("configChild")) this[GIVE]("configChild", text);
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
    this[GIVE]("lang", this.#language());
    if (document.readyState === "loading") {
      this.#prefetch();
      // The script child may still be on its way.
      await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
    }
    this.#readChild();
    this.#prefetch();
    let running;
    try {
      running = await engine(this.#base, this.constructor.plugIn);
    } catch (failure) {
      if (attempt === this.#attempt) this.#fail(failure.kind, failure.message);
      return;
    }
    if (attempt !== this.#attempt || !this.isConnected || this[CONTROLLER]) return;
    if (running.stopped) return void this.#open();
    this.#running = running;
    running.elements.add(this);
    this[MOUNT] = document.createElement("div");
    this.#adoptStyle(running);
    const controller = new running.glue[this.constructor.plugIn.controller](this[PORT](), this[MOUNT], this.#brand());
    this[CONTROLLER] = watched(controller, running, this);
    for (const [name, text] of this.#given) this[CONTROLLER].give(name, text);
    this[BEGUN]();
    this[CONTROLLER].advance();
  }

  /** Ends the form in the page; what was given and answered is kept for the next time. */
  #close() {
    this.#attempt += 1;
    this.#voice?.then((end) => end?.());
    this.#voice = undefined;
    const controller = this[CONTROLLER];
    if (controller) {
      this[LEAVING](this.#running.stopped);
      this[CONTROLLER] = undefined;
      this.#running.elements.delete(this);
      if (!this.#running.stopped) controller.close();
    }
    const mount = this[MOUNT];
    this[MOUNT] = undefined;
    if (!mount) return;
    // Yew takes its nodes away in a microtask. Its listeners stay on the mount for ever, so that has to go.
    if (this.#running.stopped) mount.remove();
    else setTimeout(() => mount.remove());
  }

  [RESTART]() {
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
    this[ROOT].adoptedStyleSheets = [sheet];
  }

  /** Asks for what will be wanted, while the wasm is on its way. The controller decides what it uses. */
  async #prefetch() {
    const base = this.#base;
    const form = named(this.#given.get("form") ?? "");
    const config = this.getAttribute("config");
    const given = (address) => this.#file(new URL(address, document.baseURI).href);
    const want = (name, shipped, locale = "") => {
      const address = this.getAttribute(name);
      if (address) given(address.replace("{locale}", locale));
      else if (form && !this.#given.has(name)) this.#file(`${base}forms/${form}/${shipped}.json`);
    };
    want("definition", "definition");
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
    for (const [name, shipped] of this.constructor.plugIn.texts) want(name, `${shipped}.${locale}`, locale);
    await this.#readTexts([locale]);
  }

  /** Texts for the placeholder and the card, from the first locale that has them. */
  async #readTexts(locales) {
    for (const locale of locales) {
      try {
        this.#texts ??= parse(await this.#file(`${this.#base}${this.constructor.plugIn.interface}${locale}.json`));
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
  [PORT]() {
    return {
      load: (name, isShipped) => {
        const url = new URL(name, isShipped ? this.#base : document.baseURI).href;
        const controller = this[CONTROLLER];
        const answer = (text, failure) => {
          if (this[CONTROLLER] === controller) controller.loaded(name, text, failure?.kind, failure?.message);
        };
        this.#file(url).then((text) => answer(text), (failure) => answer(undefined, failure));
      },
      emit: (type, detail, files) => this[EMIT](type, parse(detail), files),
      shown: (readsAloud) => {
        if (readsAloud) this.#voice ??= this.#readAloud();
        if (this[MOUNT].parentNode) return;
        this.#removePlaceholder();
        this[ROOT].append(this[MOUNT]);
        // Its heading is there once Yew has drawn, in a task of its own.
        setTimeout(() => this.#keepFocus(this[ROOT].getElementById("page-heading")));
      },
      fail: (kind, report) => this.#fail(kind, undefined, report),
      complain: (report) => this.#complain(parse(report).issues),
    };
  }

  /** Reading aloud is a file of its own, which only those fetch who want it. */
  async #readAloud() {
    try {
      const { aloud } = await import(`${this.#base}aloud.js`);
      return aloud(this[ROOT]);
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
    this[EMIT]("error", { report: { issues } });
    for (const { path, code, severity, params: { found, ...params } = {} } of issues) {
      const facts = Object.entries(params).map(([name, value]) => `${name}: ${value}`);
      const line = [path, code, ...facts].filter(Boolean).join(" · ");
      console[severity === "error" ? "error" : "warn"](`<${this.localName}>`, line);
    }
  }

  /** Sends an event. Says whether the host leaves the matter (0) or took it over (1). */
  [EMIT](type, detail, more) {
    detail.seq = ++this.#sequence;
    // Every attempt to send is told of anew.
    if (type === "submit") this.#told = undefined;
    const cancelable = type === "submit" || type === "print";
    const event = new CustomEvent(`guidance-${type}`, { detail, bubbles: true, composed: true, cancelable });
    return this.dispatchEvent(Object.assign(event, more)) ? 0 : 1;
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
    this.#style ??= append(this[ROOT], "link");
    this.#style.rel = "stylesheet";
    this.#style.href = `${this.#base}card.css`;
    this.#placeholder?.remove();
    this.#placeholder = placeholder;
    this[ROOT].append(placeholder);
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
    if (this[MOUNT]?.isConnected) return;
    const attempt = this.#attempt;
    await this.#readTexts([named(this.getAttribute("locale") || this.#language()), "en"].filter(Boolean));
    if (attempt !== this.#attempt || this[MOUNT]?.isConnected) return;
    if (!says(this.#placeholder, this.#texts, kind)) {
      const retry = fill(this.#replacePlaceholder("card"), this.#texts, kind);
      retry?.addEventListener("click", () => {
        this.#files.clear();
        this.#isRetried = true;
        this[RESTART]();
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
export function taker(place) {
  const takers = ":is(input, select, textarea, button, summary, a[href]):not(:disabled)";
  return place.matches?.(takers) ? place : place.querySelector(takers);
}

const issue = (found) => ({ path: "", code: "load.failed", severity: "error", params: { found } });
