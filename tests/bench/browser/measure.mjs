/** One visit to one page: load, type, weigh. */

import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { heap, privateBytes } from "./memory.mjs";

const probe = await readFile(new URL("probe.js", import.meta.url), "utf8");

/** Keys that only warm up, and keys that are measured. */
const WARM_UP = 3;
const KEYS = 20;
/** As many where one key keeps the page busy for longer than `SLOW`. */
const FEW_KEYS = 5;
const SLOW = 300;
const KEY_PAUSE = 100;
const LOAD_LIMIT = 120_000;
/** How long a page may still be busy with itself after it has become interactive. */
const SETTLE = 500;

/**
 * Visits a page in a browser context of its own.
 * @param {import("puppeteer-core").Browser} browser
 * @param {{url: string, steps?: object}} visit  without steps the page is only loaded and weighed
 */
export async function visit(browser, { url, steps }, { onOpen } = {}) {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const session = await page.createCDPSession();
    const troubles = [];
    page.on("pageerror", (error) => troubles.push(String(error)));
    await page.setCacheEnabled(false);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    if (steps) await page.evaluateOnNewDocument(`${probe}\ninstallProbe(${JSON.stringify(steps)});`);
    await onOpen?.(page, session);
    await page.goto(url, { waitUntil: "load", timeout: LOAD_LIMIT });
    const result = {};
    if (steps) {
      await page.waitForFunction("benchProbe.interactive", { polling: 100, timeout: LOAD_LIMIT }).catch((error) => {
        throw new Error(`${url} did not become interactive: ${troubles.join("; ") || error.message}`);
      });
      Object.assign(result, await page.evaluate(() => ({
        firstInput: benchProbe.firstInput,
        interactive: benchProbe.interactive,
        bytes: performance.getEntriesByType("resource").reduce(
          (sum, entry) => sum + entry.encodedBodySize,
          performance.getEntriesByType("navigation")[0].encodedBodySize,
        ),
      })));
      await sleep(SETTLE);
      Object.assign(result, await type(page, session));
    } else {
      await sleep(SETTLE);
    }
    if (troubles.length) throw new Error(`${url}: ${troubles.join("; ")}`);
    result.heap = await heap(session);
    result.process = await privateBytes(browser, session);
    return result;
  } finally {
    await context.close();
  }
}

/** Types into the input that has the focus. */
async function type(page, session) {
  const key = (number) => page.keyboard.press("aeinorst"[number % 8]);
  const taken = (count) => page.waitForFunction((wanted) => benchProbe.frames.length >= wanted, { polling: 20 }, count);
  for (let number = 0; number < WARM_UP; number += 1) {
    await key(number);
    await taken(number + 1);
  }
  const slowest = Math.max(...(await page.evaluate(() => benchProbe.frames)));
  const pause = Math.max(KEY_PAUSE, 1.5 * slowest);
  const keys = slowest > SLOW ? FEW_KEYS : KEYS;
  const before = await busy(session);
  for (let number = 0; number < keys; number += 1) {
    await key(number);
    // At no fixed place between two frames of the screen.
    await sleep(pause + Math.random() * 17);
  }
  await taken(WARM_UP + keys);
  const work = ((await busy(session)) - before) / keys;
  const frames = (await page.evaluate(() => benchProbe.frames)).slice(WARM_UP);
  return { frames, work };
}

/** Milliseconds for which the page's main thread has worked so far. */
async function busy(session) {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
}
