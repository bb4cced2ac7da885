/** Our own form, as a host embeds it: two lines of HTML. */

import { LOCALE } from "../forms/forms.mjs";
import { host } from "./host.mjs";

/** Where the package is served. */
export const PACKAGE = "guidance-forms";

/** @returns {Promise<Map<string, string>>} files by name */
export async function guidance(name, { definition, messages, outline, isShipped }) {
  const source = isShipped
    ? `form="${name}" locale="${LOCALE}"`
    : `definition="${name}.definition.json" messages="${name}.messages.json" locale="${LOCALE}"`;
  const files = new Map([
    [`${name}.html`, host({
      title: outline.title,
      head: `<script type="module" src="/${PACKAGE}/guidance-forms.js"></script>`,
      body: `<guidance-form ${source}></guidance-form>`,
    })],
  ]);
  if (!isShipped) {
    files.set(`${name}.definition.json`, JSON.stringify(definition));
    files.set(`${name}.messages.json`, JSON.stringify(messages));
  }
  return files;
}
