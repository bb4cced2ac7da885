/** The two forms that every page shows, and where in them the measurements take place. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { outline } from "./outline.mjs";
import { HIDING, itemId, thousand } from "./thousand.mjs";

export const LOCALE = "fi";

/**
 * Both forms by name. `typing` says what a person does first, and how the form has to answer: choosing an option
 * brings the text input into view that takes the keystrokes, or the text that is put in hides another item.
 */
export async function forms(catalog) {
  const read = async (path) => JSON.parse(await readFile(join(catalog, path), "utf8"));
  const enrolment = {
    definition: await read("enrolment/definition.json"),
    messages: await read(`enrolment/messages.${LOCALE}.json`),
  };
  const made = thousand(enrolment);
  return {
    enrolment: {
      ...enrolment,
      isShipped: true,
      outline: outline(enrolment.definition, enrolment.messages),
      typing: { choose: { item: "filler", option: "helper" }, field: "fillerName", text: "a" },
    },
    thousand: { ...made, outline: outline(made.definition, made.messages), typing: { field: itemId(0), text: HIDING, hides: itemId(9) } },
  };
}
