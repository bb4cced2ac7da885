/** What the numbers were measured on. */

import { cpus, release, totalmem, type } from "node:os";
import { packageFile } from "../pages/bundle.mjs";
import { CONTESTANTS } from "../site.mjs";

export async function machine(browser) {
  const packages = Object.values(CONTESTANTS).flatMap((contestant) => contestant.packages ?? []);
  const versions = await Promise.all(
    packages.map(async (name) => `${name} ${JSON.parse(await packageFile(`${name}/package.json`)).version}`),
  );
  return {
    processor: `${cpus()[0].model.trim()}, ${cpus().length} cores`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${type()} ${release().replace(/-.*/, "")}`,
    browser: (await browser.version()).replace("/", " "),
    node: process.version,
    packages: versions.join(", "),
    date: new Date().toISOString().slice(0, 10),
  };
}
