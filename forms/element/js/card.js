/** The card that stands in the place of a form that cannot be shown. */

/** The one text in JavaScript: for when not even a file of texts can be loaded. */
const LAST_RESORT = {
  "card.title": "The form cannot be shown",
  "card.text": "Reload the page. If that does not help, contact the school.",
};

const textsOf = (messages) => messages?.interface ?? LAST_RESORT;
const textOf = (messages, kind) => textsOf(messages)[`card.${kind}`] ?? textsOf(messages)["card.text"];

/** Whether a box is a card that says this already: it shall not be read out again. */
export function says(box, messages, kind) {
  return box?.querySelector("[role=alert] p")?.textContent === textOf(messages, kind);
}

/** Makes a box the card of a kind of failure; gives the button that tries again, when there are texts for one. */
export function fill(card, messages, kind) {
  const texts = textsOf(messages);
  card.lang = messages?.locale ?? "en";
  const alert = append(card, "div");
  alert.setAttribute("role", "alert");
  append(alert, "h2", texts["card.title"]);
  append(alert, "p", textOf(messages, kind));
  if (!messages) return undefined;
  append(card, "p", texts["card.contact"]);
  const retry = append(card, "button", texts["card.retry"]);
  retry.type = "button";
  const details = append(card, "details");
  append(details, "summary", texts["technical.details"]);
  append(details, "ul");
  return retry;
}

/** Adds what is not yet among a card's technical details. */
export function detail(card, issues) {
  const list = card?.querySelector("ul");
  for (const { path, code, params = {} } of list ? issues : []) {
    const facts = Object.entries(params).map(([name, value]) => `${name}: ${value}`);
    const line = [path, code, ...facts].filter(Boolean).join(" · ");
    if (![...list.children].some((entry) => entry.textContent === line)) append(list, "li", line);
  }
}

/** A new element at the end of another. */
export function append(parent, name, text = "") {
  const child = document.createElement(name);
  child.textContent = text;
  parent.append(child);
  return child;
}
