/**
 * Starts the wasm, one instance for all elements of a folder, and watches over it: when it traps, the element in use shows
 * the card and the others begin anew.
 */

import { Failure, read, request, unreached } from "./files.js";

/** What this file and the wasm expect of each other; a number that rises with every change of it. */
const PROTOCOL = 3;

// Scripts of the page may replace globals later; these are the ones that were there first.
const { compile, compileStreaming, instantiate } = globalThis.WebAssembly ?? {};

const engines = new Map();
let restarts = 0;

/** The wasm of a folder, one instance for all elements. After a failure or a stop the next call starts another. */
export function engine(base, plugIn) {
  let found = engines.get(base);
  if (!found) {
    found = start(base, plugIn, restarts && `?${restarts}`);
    found.catch(() => {
      restarts += 1;
      engines.delete(base);
    });
    engines.set(base, found);
  }
  return found;
}

async function start(base, { tag, module: name, style: sheet }, again) {
  const address = `${base}${name}_bg.wasm`;
  // The largest first.
  const wasm = request(address, { cache: again ? "reload" : "default" }).then(compiled);
  const [module, glue, style] = await Promise.all([
    wasm,
    import(`${base}${name}.js${again || ""}`).catch((error) => {
      throw new Failure(unreached(), String(error));
    }),
    read(`${base}${sheet}`, "text/css"),
  ]);
  try {
    await glue.default({ module_or_path: module });
  } catch (error) {
    // The policy, or the glue and the wasm are of two releases, one of them out of a stale cache.
    throw await refused(error, address);
  }
  if (glue.protocol() !== PROTOCOL) throw new Failure("missing", `protocol ${glue.protocol()}, not ${PROTOCOL}`);
  const running = { glue, style, elements: new Set(), sheets: new WeakMap(), stopped: false };
  running.watch = ({ error, reason = error }) => {
    const place = trap(reason, base, name);
    if (place) stop(base, tag, running, place);
  };
  addEventListener("error", running.watch);
  addEventListener("unhandledrejection", running.watch);
  return running;
}

/**
 * Where in the wasm of a folder an error is a trap: its panics are traps, too. Only the place, as a message could hold
 * what a person typed. WebKit names the glue alone.
 */
function trap(error, base, name) {
  const isTrap = /^(RuntimeError|RangeError|InternalError)$/.test(error?.name);
  const line = isTrap && String(error.stack).split("\n").find((line) => line.includes(`${base}${name}`));
  return line && line.slice(line.indexOf(base) + base.length).replace(/\)$/, "");
}

/** A controller of which every call is watched: what it throws may be caught by the page before any event. */
export function watched(controller, running, element) {
  return new Proxy(controller, {
    get: (target, name) => (...values) => {
      try {
        return target[name](...values);
      } catch (error) {
        running.culprit ??= element;
        running.watch({ error });
        throw error;
      }
    },
  });
}

async function compiled(response) {
  if (!response.ok) throw new Failure("missing", `${response.status}: ${response.url}`);
  try {
    const type = response.headers.get("content-type") ?? "";
    return await (type.startsWith("application/wasm")
      ? compileStreaming(response)
      : compile(await response.arrayBuffer()));
  } catch (error) {
    throw await refused(error, response.url);
  }
}

/** Why wasm was refused: by the page's policy or the browser when even the empty module is, else it is damaged. */
async function refused(error, address) {
  const found = `${error}: ${address}`;
  try {
    // Not `compile`: WebKit lets policies speak only here.
    await instantiate(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
    return new Failure("missing", found);
  } catch {
    return new Failure("blocked", found);
  }
}

let touched;

/** Notes the element that a person uses. */
export function touch(element) {
  touched = element;
}

/**
 * The wasm has trapped, and no call into it can be trusted any more. The element that was in use shows the card;
 * the others go on in a new instance with their answers.
 */
function stop(base, tag, running, place) {
  if (running.stopped) return;
  running.stopped = true;
  removeEventListener("error", running.watch);
  removeEventListener("unhandledrejection", running.watch);
  restarts += 1;
  engines.delete(base);
  console.error(`<${tag}> stopped at ${place}`);
  const elements = [...running.elements];
  const culprit = running.culprit ?? (elements.length === 1 ? elements[0] : touched);
  queueMicrotask(() => {
    for (const element of elements) element[STOPPED](element === culprit, place);
  });
}

export const STOPPED = Symbol("stopped");
