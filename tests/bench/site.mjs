/** Everything that the bench serves, and who takes part. */

import { readFile, readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { forms } from "./forms/forms.mjs";
import { guidance, PACKAGE } from "./pages/guidance.mjs";
import { host } from "./pages/host.mjs";
import { jsonForms } from "./pages/json-forms.mjs";
import { native } from "./pages/native.mjs";
import { survey } from "./pages/survey.mjs";

/**
 * The pages that are compared. `control` and `option` are selectors of an item's input and of one of its options.
 */
export const CONTESTANTS = {
  native: {
    title: "native page",
    pages: native,
    control: (id) => `[id="${id}"]`,
    option: (id, option) => `[name="${id}"][value="${option}"]`,
  },
  guidance: {
    title: "guidance-forms",
    pages: guidance,
    control: (id) => `[id="f-answers-${id}"]`,
    option: (id, option) => `[name="f-answers-${id}"][value="${option}"]`,
  },
  survey: {
    title: "SurveyJS",
    packages: ["survey-core", "survey-js-ui"],
    pages: survey,
    control: (id) => `[data-name="${id}"] input`,
    option: (id, option) => `[data-name="${id}"] input[value="${option}"]`,
  },
  jsonForms: {
    title: "JSON Forms",
    packages: ["@jsonforms/react", "@jsonforms/vanilla-renderers", "react"],
    pages: jsonForms,
    control: (id) => `[id="#/properties/${id}-input"]`,
    option: (id, option) => `[name="#/properties/${id}"][value="${option}"]`,
  },
};

/** @returns {Promise<{files: Map<string, Buffer | string>, visits: object[]}>} */
export async function site({ names, catalog, dist }) {
  const files = new Map();
  const visits = [];
  for (const [form, description] of Object.entries(await forms(catalog))) {
    for (const name of names) {
      const contestant = CONTESTANTS[name];
      for (const [file, content] of await contestant.pages(form, description)) files.set(`/${name}/${file}`, content);
      visits.push({ name, form, path: `/${name}/${form}.html`, steps: steps(contestant, description) });
    }
  }
  files.set("/blank.html", host({ title: "", head: "", body: "" }));
  for (const file of await list(join(catalog, "codes"))) files.set(`/codes/${file}`, await readFile(join(catalog, "codes", file)));
  if (names.includes("guidance")) {
    for (const file of await list(dist)) files.set(`/${PACKAGE}/${file}`, await readFile(join(dist, file)));
  }
  return { files, visits };
}

/** What the probe does in a page: focus the first input, choose an option if that is needed, type, see what follows. */
function steps(contestant, { outline, typing: { choose, field, text, hides } }) {
  const first = outline.pages[0].items[0];
  return {
    first: first.options.length ? contestant.option(first.id, first.options[0].id) : contestant.control(first.id),
    ...(choose && { choice: contestant.option(choose.item, choose.option) }),
    field: contestant.control(field),
    text,
    ...(hides && { hides: contestant.control(hides) }),
  };
}

async function list(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/^\.|\.(br|gz)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
