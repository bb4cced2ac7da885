/**
 * The page that everything is compared with: static HTML as one would write it by hand, with a small script. All
 * steps are in the page, the first is shown.
 */

import { readFile } from "node:fs/promises";
import { script } from "../forms/condition.mjs";
import { everyQuestion } from "../forms/outline.mjs";
import { escape, host } from "./host.mjs";

const TYPES = { email: "email", phone: "tel" };
const DATES = { day: "date", month: "month", year: "number" };

/** @returns {Promise<Map<string, string>>} files by name */
export async function native(name, { outline }) {
  const client = await readFile(new URL("native.js", import.meta.url), "utf8");
  const conditions = [...outline.pages, ...everyQuestion(outline.pages.flatMap((page) => page.items))]
    .filter(({ when }) => when !== true)
    .map(({ id, when }) => `  "part-${id}": (answers) => ${script(when)},\n`)
    .join("");
  return new Map([
    [`${name}.html`, host({
      title: outline.title,
      head: `<link rel="stylesheet" href="native.css">\n<script src="${name}.js" defer></script>`,
      body: body(outline),
    })],
    [`${name}.js`, `const conditions = {\n${conditions}};\n\n${client}`],
    ["native.css", `${await readFile(new URL("native.css", import.meta.url), "utf8")}section:not(.shown) { display: none; }\n`],
  ]);
}

function body({ title, introduction, pages }) {
  return `<form method="post" novalidate>
<h1>${escape(title)}</h1>
<p>${escape(introduction)}</p>
<div class="summary" id="summary" tabindex="-1" role="alert" hidden><h2>Tarkista vastauksesi</h2><ul></ul></div>
${pages.map(step).join("\n")}
<div class="steps">
<button type="button" id="back">Takaisin</button>
<button type="button" id="next" class="next">Jatka</button>
</div>
</form>`;
}

function step({ id, title, introduction, items }, place) {
  return `<section id="part-${id}"${place === 0 ? ' class="shown"' : ""}>
<h2>${escape(title)}</h2>
${introduction && `<p>${escape(introduction)}</p>\n`}${items.map(field).join("\n")}
</section>`;
}

function field(item) {
  const { id, kind, items } = item;
  const part = `id="part-${id}"${item.when === true ? "" : " hidden"}`;
  if (kind === "note") return `<p class="note" ${part}>${escape(item.text)}</p>`;
  if (kind === "group") {
    return `<fieldset class="group" ${part}>\n<legend>${escape(item.label)}</legend>\n${items.map(field).join("\n")}\n</fieldset>`;
  }
  if (kind === "repeat") {
    return `<fieldset class="group" ${part}>\n<legend>${escape(item.label)}</legend>
<template id="row-${id}">${items.map(field).join("\n")}</template>
<button type="button" data-add="${id}">${escape(item.add)}</button>\n</fieldset>`;
  }
  const marks = `class="field" ${part}${item.required ? ` data-required="${id}"` : ""}`;
  const hint = item.hint && `<p class="hint" id="hint-${id}">${escape(item.hint)}</p>\n`;
  const error = `<p class="error" id="error-${id}"></p>\n`;
  const label = escape(item.label) + (item.required ? "" : ' <span class="optional">(vapaaehtoinen)</span>');
  if (isOneBox(item)) return `<div ${marks}>\n${error}${choices(item, label)}${hint}</div>`;
  if (isList(item)) {
    const described = ` aria-describedby="${item.hint && `hint-${id} `}error-${id}"`;
    return `<fieldset ${marks}${described}>\n<legend class="label">${label}</legend>\n${hint}${error}${choices(item)}</fieldset>`;
  }
  return `<div ${marks}>\n<label class="label" for="${id}">${label}</label>\n${hint}${error}${control(item)}\n</div>`;
}

const isOneBox = ({ display }) => display === "checkbox";
const isList = ({ kind, display }) => kind === "multiple" || (kind === "single" && (display ?? "radios") === "radios");

function choices({ id, kind, display, options }, label) {
  const type = kind === "multiple" || display === "checkbox" ? "checkbox" : "radio";
  return options
    .map((option, number) => {
      const own = number === 0 ? id : `${id}-${number}`;
      return `<div class="choice"><input type="${type}" id="${own}" name="${id}" value="${option.id}"><label for="${own}">${label ?? escape(option.label)}</label></div>\n`;
    })
    .join("");
}

function control(item) {
  const { id, kind, options, hint } = item;
  const common = `class="input" id="${id}" name="${id}" aria-describedby="${hint && `hint-${id} `}error-${id}"${item.required ? ' aria-required="true"' : ""}`;
  const length = item.maxLength ? ` maxlength="${item.maxLength}"` : "";
  const complete = ` autocomplete="${item.autocomplete ?? "off"}"`;
  switch (kind) {
    case "text": return `<input ${common} type="${TYPES[item.format] ?? "text"}"${length}${complete}>`;
    case "search": return `<input ${common} type="text" data-codes="${item.codeSet}"${complete}>`;
    case "longText": return `<textarea ${common} rows="5"${length}></textarea>`;
    case "number": return `<input ${common} type="number" min="${item.min ?? ""}" max="${item.max ?? ""}">`;
    case "date": return `<input ${common} type="${DATES[item.precision ?? "day"]}"${complete}>`;
    case "file": return `<input ${common} type="file" accept="${item.accept.join(",")}"${item.maxFiles > 1 ? " multiple" : ""}>`;
    case "single":
      return `<select ${common}><option value="">Valitse</option>${options
        .map((option) => `<option value="${option.id}">${escape(option.label)}</option>`)
        .join("")}</select>`;
  }
  throw new Error(`no native control for ${kind} (${id})`);
}
