/**
 * Registers <guidance-form>: what only JavaScript can do in the browser, and nothing else. Rules, texts and styles
 * are elsewhere: the form itself is `guidance_element_bg.wasm`, its texts and style come from files beside this one.
 * The package has this module and those that it imports as one file.
 */

import { ASK, BEGUN, CONTROLLER, EMIT, GIVE, GuidanceElement, LEAVING, MOUNT, PORT, ROOT, taker } from "./element.js";
import { posted, replied, uuid } from "./sending.js";

const ADDRESSES = ["config", "definition", "messages"];

// Scripts of the page may replace globals later; these are the ones that were there first.
const { navigator } = globalThis;

class GuidanceForm extends GuidanceElement {
  static formAssociated = true;
  static observedAttributes = ["form", "locale", "theme", "mode", "base", "lang", ...ADDRESSES];
  static plugIn = {
    tag: "guidance-form",
    module: "guidance_element",
    controller: "Controller",
    style: "guidance-forms.css",
    interface: "interface/",
    addresses: ADDRESSES,
    properties: [...ADDRESSES, "issues", "submission"],
    texts: [["messages", "messages"]],
  };

  #internals = this.attachInternals();
  /** Where the first invalid answer is given, when its page is in view. */
  #anchor;
  #timer;
  /** What was answered before the form left the page. */
  #restored;
  #isInForm = false;

  connectedCallback() {
    this.#joinForm();
    document.addEventListener("visibilitychange", this.#flush);
    addEventListener("pagehide", this.#flush);
    super.connectedCallback();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#flush);
    removeEventListener("pagehide", this.#flush);
    super.disconnectedCallback();
  }

  attributeChangedCallback(name, before, now) {
    // A removal may be the element's own doing, see #joinForm.
    if (name !== "form" || now !== null || !this.#isInForm) super.attributeChangedCallback(name, before, now);
    if (name === "form" && this.isConnected) this.#joinForm();
  }

  formResetCallback() {
    this.#restored = undefined;
    this[GIVE]("submission", undefined);
    this[CONTROLLER]?.reset();
  }

  formDisabledCallback(isDisabled) {
    this[GIVE]("disabled", isDisabled ? "true" : undefined);
  }

  formStateRestoreCallback(state) {
    if (typeof state === "string") this[GIVE]("submission", state);
  }

  get report() {
    return this[ASK]("report") ?? { issues: [] };
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
    this[CONTROLLER]?.show_issues();
    const isValid = this.#internals.reportValidity();
    if (!isValid) this.#anchor?.focus();
    return isValid;
  }

  reset() {
    this.formResetCallback();
  }

  [ASK](name) {
    const current = name === "report" || name === "submission" ? this[CONTROLLER]?.get(name) : undefined;
    return super[ASK](name, current ?? (name === "submission" ? this.#restored : undefined));
  }

  [GIVE](name, text) {
    if (name === "submission") this.#restored = undefined;
    super[GIVE](name, text);
  }

  [BEGUN]() {
    if (this.#restored) this[CONTROLLER].give("submission", this.#restored);
  }

  [LEAVING](isStopped) {
    clearTimeout(this.#timer);
    const controller = this[CONTROLLER];
    if (!isStopped) controller.flush();
    try {
      this.#restored = controller.get("submission") ?? this.#restored;
    } catch {
      // After a trap even this may fail; then what the host gave is all there is.
    }
    this.#anchor = undefined;
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

  #flush = (event) => {
    if (event.type === "pagehide" || document.visibilityState === "hidden") this[CONTROLLER]?.flush();
  };

  [PORT]() {
    return {
      ...super[PORT](),
      value: (text, isKept) => this.#internals.setFormValue(text ?? null, isKept ? text ?? null : null),
      hasForm: () => this.#internals.form !== null,
      validity: (flag, text, anchor) => {
        const place = anchor && this[ROOT].getElementById(anchor);
        this.#anchor = taker(place || this[MOUNT]) ?? this[MOUNT];
        if (flag) this.#internals.setValidity({ [flag]: true }, text, this.#anchor);
        else this.#internals.setValidity({});
      },
      later: (milliseconds) => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this[CONTROLLER]?.flush(), milliseconds);
      },
      post: (url, body, files) => this.#hand(posted(url, body, files)),
      uuid,
    };
  }

  /** Sends an event. Says whether the host leaves the matter (0), took it over (1) or will reply (2). */
  [EMIT](type, detail, files) {
    if (type === "change") {
      // Made only when asked for: it is the whole form, at every keystroke.
      let submission;
      const get = () => (submission ??= this.submission);
      Object.defineProperty(detail, "submission", { configurable: true, enumerable: true, get });
    }
    if (!files) return super[EMIT](type, detail);
    let hasReply = false;
    let isOver = false;
    const isPrevented = super[EMIT](type, detail, {
      files: files.map(([sha256, item, name, blob]) => ({ sha256, item, name, blob })),
      respondWith: (reply) => {
        if (isOver) throw new DOMException("respondWith() came after the event: call it at once, with a promise", "InvalidStateError");
        if (hasReply) return;
        hasReply = true;
        this.#hand(replied(reply));
      },
    });
    isOver = true;
    return hasReply ? 2 : isPrevented;
  }

  /** Hands the outcome of sending to the controller, unless it is another one by then. */
  async #hand(sending) {
    const controller = this[CONTROLLER];
    const outcome = await sending;
    if (this[CONTROLLER] === controller) controller.answered(...outcome, navigator.onLine);
  }
}

GuidanceForm.define();
