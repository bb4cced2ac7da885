/** What a page keeps in memory. */

import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** How long a process takes to give memory back. */
const PURGE = 300;

/**
 * What the page's own things take after a collection of garbage, in bytes: JavaScript objects and compiled code
 * (`usedSize`), the nodes and styles of the document (`embedderHeapUsedSize`), array buffers and long texts
 * (`backingStorageSize`), and the linear memory of every wasm instance.
 */
export async function heap(session) {
  for (let time = 0; time < 2; time += 1) await session.send("HeapProfiler.collectGarbage");
  const usage = await session.send("Runtime.getHeapUsage");
  const wasm = await wasmBytes(session);
  return { script: usage.usedSize, document: usage.embedderHeapUsedSize, buffers: usage.backingStorageSize, wasm };
}

async function wasmBytes(session) {
  const objectGroup = "bench";
  const { result } = await session.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype", objectGroup });
  const { objects } = await session.send("Runtime.queryObjects", { prototypeObjectId: result.objectId, objectGroup });
  const sum = await session.send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: "function () { return this.reduce((sum, { buffer }) => sum + buffer.byteLength, 0); }",
    returnByValue: true,
  });
  await session.send("Runtime.releaseObjectGroup", { objectGroup });
  return sum.result.value;
}

/** Memory that belongs to the page's process alone, in bytes, once it has given back what it can do without. */
export async function privateBytes(browser, session) {
  await session.send("Memory.simulatePressureNotification", { level: "critical" });
  await sleep(PURGE);
  const text = await readFile(`/proc/${await processOf(browser, session)}/smaps_rollup`, "utf8");
  return Number(/^Private_Dirty:\s+(\d+) kB$/m.exec(text)[1]) * 1024;
}

/** Id of the page's process: the browser does not tell, so it is the one that works when the page does. */
async function processOf(browser, session) {
  const system = await browser.target().createCDPSession();
  const times = async () => {
    const { processInfo } = await system.send("SystemInfo.getProcessInfo");
    return new Map(processInfo.filter(({ type }) => type === "renderer").map(({ id, cpuTime }) => [id, cpuTime]));
  };
  const before = await times();
  await session.send("Runtime.evaluate", {
    expression: "for (const end = performance.now() + 100; performance.now() < end; );",
  });
  const worked = [...(await times())].map(([id, time]) => [time - (before.get(id) ?? 0), id]);
  await system.detach();
  return worked.sort(([one], [other]) => other - one)[0][1];
}
