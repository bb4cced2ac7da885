/**
 * Registers <guidance-results>: results of submissions, for the people who talk about them. Like <guidance-form> it is
 * a thin shell around a wasm of its own; see element.js.
 */

import { ASK, CONTROLLER, EMIT, GuidanceElement, PORT, ROOT } from "./element.js";

const ADDRESSES = ["config", "definition", "messages", "results", "texts"];

class GuidanceResults extends GuidanceElement {
  static observedAttributes = ["form", "locale", "theme", "base", "lang", ...ADDRESSES];
  static plugIn = {
    tag: "guidance-results",
    module: "guidance_results",
    controller: "ResultsController",
    style: "guidance-results.css",
    interface: "interface/results.",
    addresses: ADDRESSES,
    properties: ADDRESSES,
    texts: [["messages", "messages"], ["texts", "results"]],
  };

  /** What was closed before the page was printed. */
  #closed = [];

  connectedCallback() {
    addEventListener("beforeprint", this.#open);
    addEventListener("afterprint", this.#close);
    super.connectedCallback();
  }

  disconnectedCallback() {
    removeEventListener("beforeprint", this.#open);
    removeEventListener("afterprint", this.#close);
    super.disconnectedCallback();
  }

  /** The view that is shown, as the config gave it or as it was made of submissions; null before there is one. */
  get view() {
    return this[ASK]("view", this[CONTROLLER]?.view());
  }

  [PORT]() {
    return { ...super[PORT](), print: () => this[EMIT]("print", {}) || print() };
  }

  /** On paper nothing can be opened. */
  #open = () => {
    this.#closed = [...this[ROOT].querySelectorAll("details:not([open])")];
    for (const details of this.#closed) details.open = true;
  };

  #close = () => {
    for (const details of this.#closed) details.open = false;
    this.#closed = [];
  };
}

GuidanceResults.define();
