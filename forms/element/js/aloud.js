/**
 * Reads questions aloud with a voice of the device. A voice of a service would send it the text, so those are passed
 * over; where the device has none for a question's language its button stays hidden.
 *
 * The wasm draws the buttons (`data-aloud`) and never touches `hidden` and `aria-pressed` again.
 */

// Scripts of the page may replace globals later; these are the ones that were there first.
const { MutationObserver, speechSynthesis, SpeechSynthesisUtterance } = globalThis;

/** What is read of a question, in the order of the page. Never what a person has typed, chosen or attached. */
const READ = [
  ".label", ".hint :is(p, li)", ".error", ".warning", ".choice-label", "option:not([value=''])",
].join(", ");

/** The language without region or variety: `fi-x-selko` is read by a Finnish voice. Android writes `fi_FI`. */
const language = (tag) => tag.toLowerCase().split(/[-_]/)[0];

const voiceFor = (tag) => {
  const own = speechSynthesis.getVoices().filter((voice) => voice.localService === true && language(voice.lang) === language(tag));
  return own.find((voice) => voice.default) ?? own[0];
};

/** The language of a text: a text that had to be taken from another language says so in an element inside. */
const languageOf = (text) => (text.querySelector("[lang]") ?? text.closest("[lang]"))?.lang ?? "";

/** Sees to the buttons in a root. Returns how to end that. */
export function aloud(root) {
  if (!speechSynthesis?.getVoices) return undefined;
  /** The button pressed, what is spoken for it, and which text is being read. */
  let button;
  let spoken = [];
  let text;

  const mark = (now) => {
    text?.removeAttribute("data-reading");
    text = now;
    text?.setAttribute("data-reading", "");
  };

  const end = () => {
    button?.setAttribute("aria-pressed", "false");
    button = undefined;
    spoken = [];
    mark();
  };

  const stop = () => {
    if (!button) return;
    end();
    speechSynthesis.cancel();
  };

  const start = (pressed) => {
    stop();
    const own = [];
    for (const text of pressed.closest(".field").querySelectorAll(READ)) {
      const words = text.textContent.replace(/\s+/g, " ").trim();
      const voice = voiceFor(languageOf(text));
      if (!words || !voice) continue;
      const utterance = new SpeechSynthesisUtterance(words);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.onstart = () => spoken === own && mark(text);
      // So it ends, too, when another form of the page begins to read.
      utterance.onerror = () => spoken === own && end();
      own.push(utterance);
    }
    const last = own.at(-1);
    if (!last) return;
    last.onend = () => spoken === own && end();
    // Kept: a browser may forget what nobody holds, and its end with it.
    spoken = own;
    button = pressed;
    button.setAttribute("aria-pressed", "true");
    speechSynthesis.cancel();
    for (const utterance of own) speechSynthesis.speak(utterance);
  };

  const show = () => {
    for (const button of root.querySelectorAll("[data-aloud]")) {
      const question = button.closest(".field").querySelector(".label, .choice-label");
      button.hidden = !question || !voiceFor(languageOf(question));
    }
  };

  const press = ({ target }) => {
    const pressed = target.closest("[data-aloud]");
    if (!pressed) return;
    if (pressed === button) stop();
    else start(pressed);
  };

  // Another page, another language, a break: what is no longer seen is not read on.
  const observer = new MutationObserver((changes) => {
    if (button && (!button.getClientRects().length || changes.some(({ attributeName }) => attributeName === "lang"))) stop();
    show();
  });
  observer.observe(root, { childList: true, subtree: true, attributeFilter: ["lang", "class"] });
  root.addEventListener("click", press);
  // Most browsers find their voices late.
  speechSynthesis.addEventListener("voiceschanged", show);
  addEventListener("pagehide", stop);
  show();

  return () => {
    stop();
    observer.disconnect();
    root.removeEventListener("click", press);
    speechSynthesis.removeEventListener("voiceschanged", show);
    removeEventListener("pagehide", stop);
  };
}
