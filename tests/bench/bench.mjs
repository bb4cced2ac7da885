/**
 * Compares the form with a hand-written page and with other toolkits, all in one run.
 *
 *   node bench.mjs [--rounds 15] [--pages native,guidance,survey,jsonForms] [--forms enrolment,thousand]
 *                  [--dist ../../dist] [--write ../../docs/bench.md]
 */

import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";
import { writeFile } from "node:fs/promises";
import { launch } from "./browser/browser.mjs";
import { visit } from "./browser/measure.mjs";
import { serve } from "./browser/server.mjs";
import { CONTESTANTS, site } from "./site.mjs";
import { document } from "./report/document.mjs";
import { machine } from "./report/machine.mjs";
import { median } from "./report/statistics.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "15" },
    pages: { type: "string", default: Object.keys(CONTESTANTS).join(",") },
    forms: { type: "string", default: "enrolment,thousand" },
    dist: { type: "string", default: `${HERE}../../dist` },
    catalog: { type: "string", default: `${HERE}../../forms/catalog` },
    write: { type: "string" },
  },
});
const rounds = Number(options.rounds);
const names = options.pages.split(",");
const wanted = options.forms.split(",");
for (const name of names) if (!CONTESTANTS[name]) throw new Error(`no page is called ${name}`);
if (!(rounds >= 1)) throw new Error("--rounds needs a number");

const { files, visits } = await site({ names, catalog: options.catalog, dist: options.dist });
const chosen = visits.filter(({ form }) => wanted.includes(form));
const server = await serve(files);
const browser = await launch();
try {
  const { samples, loads } = await run();
  const facts = { ...(await machine(browser)), loads, rounds };
  const text = document({ samples, names, forms: wanted, facts });
  console.log(text);
  if (options.write) await writeFile(options.write, text);
} finally {
  await browser.close();
  await server.close();
}

/** Visits every page once in each round, and begins each round with another one. */
async function run() {
  const loads = [loadavg()[0]];
  const samples = [];
  // The first visits of a browser's life are slower than all later ones.
  await visit(browser, { url: `${server.origin}/blank.html` });
  for (const { path, steps } of chosen) await visit(browser, { url: server.origin + path, steps });
  for (let round = 0; round < rounds; round += 1) {
    samples.push({ round, name: "blank", ...(await visit(browser, { url: `${server.origin}/blank.html` })) });
    const shift = round % chosen.length;
    for (const { name, form, path, steps } of [...chosen.slice(shift), ...chosen.slice(0, shift)]) {
      const sample = { round, name, form, ...(await visit(browser, { url: server.origin + path, steps })) };
      sample.key = median(sample.frames);
      samples.push(sample);
      const shown = ["interactive", "key", "work"].map((measure) => `${measure} ${sample[measure].toFixed(1)} ms`);
      console.error(`${round + 1}/${rounds} ${form} ${name}: ${shown.join(", ")}`);
    }
  }
  loads.push(loadavg()[0]);
  return { samples, loads };
}
