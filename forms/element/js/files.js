/** Reads files for the element: texts by address, each once at a time. */

const LOAD_TIMEOUT = 120_000;

// Scripts of the page may replace globals later; these are the ones that were there first.
const { fetch, AbortSignal, navigator } = globalThis;

/** A start that failed. `kind` names the text of the card, `found` is for developers. */
export class Failure extends Error {
  constructor(kind, found) {
    super(found);
    this.kind = kind;
  }
}

const reading = new Map();

/** The text of a file; elements that want the same file at the same time share one request. */
export function read(url, accept = "application/json") {
  let text = reading.get(url);
  if (!text) {
    text = fetch(url, { headers: { accept }, signal: AbortSignal.timeout(LOAD_TIMEOUT) })
      .catch((error) => { throw new Failure(unreached(), `${error.name}: ${url}`); })
      .then((response) => {
        if (!response.ok) throw new Failure("missing", `${response.status}: ${url}`);
        return response.text();
      })
      .finally(() => reading.delete(url));
    reading.set(url, text);
  }
  return text;
}

/** Ids and locales become part of addresses; whatever else stands there does not. */
export const named = (text) => (/^[A-Za-z0-9-]+$/.test(text) ? text : "");

export const unreached = () => (navigator.onLine ? "missing" : "offline");

/** A request for a file that is no text. */
export function request(url, options) {
  return fetch(url, { ...options, signal: AbortSignal.timeout(LOAD_TIMEOUT) })
    .catch((error) => { throw new Failure(unreached(), `${error.name}: ${url}`); });
}
