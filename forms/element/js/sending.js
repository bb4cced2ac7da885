/** Sends a submission, or waits for the host that does. An outcome is status, media type and body; 0 when none came. */

const SEND_TIMEOUT = 60_000;
const NOTHING = [0, "", ""];

// Scripts of the page may replace globals later; these are the ones that were there first.
const { stringify } = JSON;
const { fetch, FormData, AbortSignal, crypto } = globalThis;

/** The outcome of a host's own sending. */
export async function replied(reply) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, SEND_TIMEOUT, NOTHING);
  });
  const own = (async () => {
    const value = await reply;
    return [200, "application/json", typeof value === "string" ? value : stringify(value) ?? ""];
  })().catch(() => NOTHING);
  return Promise.race([own, late]).finally(() => clearTimeout(timer));
}

/** The outcome of sending to an address: JSON, or with files a form of several parts. */
export async function posted(url, json, files) {
  const headers = { accept: "application/json" };
  let body = json;
  if (files.length) {
    body = new FormData();
    body.append("submission", json);
    for (const [sha256, , name, blob] of files) body.append(sha256, blob, name);
  } else {
    headers["content-type"] = "application/json";
  }
  try {
    const response = await fetch(new URL(url, document.baseURI), {
      method: "POST",
      body,
      headers,
      credentials: "same-origin",
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout(SEND_TIMEOUT),
    });
    return [response.status, response.headers.get("content-type") ?? "", await response.text()];
  } catch {
    return NOTHING;
  }
}

/** A random UUID; `crypto.randomUUID` is missing on pages without TLS. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
