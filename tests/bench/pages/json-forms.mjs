/** The form as JSON Schema and UI schema for JSON Forms with React and the vanilla renderers. */

import { optionProperty, schema as ruleSchema } from "../forms/condition.mjs";
import { bundle } from "./bundle.mjs";
import { host } from "./host.mjs";

/** @returns {Promise<Map<string, string>>} files by name */
export async function jsonForms(name, { outline }) {
  const script = await bundle(`
    import { createElement, useState } from "react";
    import { createRoot } from "react-dom/client";
    import { JsonForms } from "@jsonforms/react";
    import { vanillaCells, vanillaRenderers } from "@jsonforms/vanilla-renderers";
    const schema = ${JSON.stringify(object(outline.pages.flatMap((page) => page.items)))};
    const uischema = ${JSON.stringify(layout(outline))};
    function Form() {
      const [data, setData] = useState({});
      return createElement(JsonForms, {
        schema, uischema, data, renderers: vanillaRenderers, cells: vanillaCells,
        onChange: (change) => setData(change.data),
      });
    }
    createRoot(document.getElementById("form")).render(createElement(Form));
  `);
  return new Map([
    [`${name}.html`, host({
      title: outline.title,
      head: `<script src="${name}.js" defer></script>`,
      body: `<h1>${outline.title}</h1>\n<p>${outline.introduction}</p>\n<div id="form"></div>`,
    })],
    [`${name}.js`, script],
  ]);
}

/** Steps become categories, of which one is in the page at a time; a single page stands by itself. */
function layout({ pages }) {
  if (pages.length === 1) return { type: "VerticalLayout", elements: elements(pages[0].items) };
  return {
    type: "Categorization",
    elements: pages.map((page) => ({
      type: "Category",
      label: page.title,
      ...rule(page),
      elements: [...label(page.introduction), ...elements(page.items)],
    })),
  };
}

const elements = (items) => items.map((item) => element(item, "#/properties/"));
const label = (text) => (text ? [{ type: "Label", text }] : []);
const rule = ({ when }) =>
  when === true ? {} : { rule: { effect: "SHOW", condition: { scope: "#", schema: ruleSchema(when) } } };

function element(item) {
  const { id, kind, display } = item;
  switch (kind) {
    case "note": return { type: "Label", text: item.text, ...rule(item) };
    case "group": return { type: "Group", label: item.label, ...rule(item), elements: elements(item.items) };
    case "multiple":
      // The vanilla renderers draw no list of checkboxes; each option is a truth value of its own.
      return {
        type: "Group",
        label: item.label,
        ...rule(item),
        elements: item.options.map((option) => control(optionProperty(id, option.id))),
      };
  }
  const isRadios = kind === "single" && (display ?? "radios") === "radios";
  const options = { ...(isRadios && { format: "radio" }), ...(kind === "longText" && { multi: true }), showUnfocusedDescription: true };
  return { ...control(id), label: item.label, options, ...rule(item) };
}

const control = (id) => ({ type: "Control", scope: `#/properties/${id}` });

function object(items) {
  const properties = {};
  const required = [];
  const add = (list) => {
    for (const item of list) {
      if (item.kind === "note") continue;
      if (item.kind === "group") {
        add(item.items);
      } else if (item.kind === "multiple") {
        for (const { id, label } of item.options) properties[optionProperty(item.id, id)] = { type: "boolean", title: label };
      } else {
        properties[item.id] = property(item);
        if (item.required) required.push(item.id);
      }
    }
  };
  add(items);
  return { type: "object", properties, ...(required.length && { required }) };
}

function property(item) {
  const { kind, display, label: title, hint, maxLength, min, max } = item;
  const text = { type: "string", title, ...(hint && { description: hint }), ...(maxLength && { maxLength }) };
  switch (kind) {
    case "number": return { type: "number", title, minimum: min, maximum: max };
    case "date": return (item.precision ?? "day") === "day" ? { ...text, format: "date" } : text;
    case "repeat": return { type: "array", title, items: object(item.items) };
    case "single":
      if (display === "checkbox") return { type: "boolean", title };
      return { ...text, oneOf: item.options.map((option) => ({ const: option.id, title: option.label })) };
    // A text takes the place of a search and a file: there are no vanilla renderers for them.
    default: return text;
  }
}
