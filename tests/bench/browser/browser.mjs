/** A headless Chromium in which nothing but the page under test works. */

import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";

const PROGRAMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** @returns {Promise<import("puppeteer-core").Browser>} */
export async function launch() {
  const executablePath = process.env.CHROMIUM ?? PROGRAMS.find((path) => existsSync(path));
  if (!executablePath) throw new Error(`no Chromium: install it, or name it in CHROMIUM (looked at ${PROGRAMS.join(", ")})`);
  return puppeteer.launch({
    executablePath,
    headless: true,
    protocolTimeout: 300_000,
    defaultViewport: { width: 1024, height: 768 },
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}
