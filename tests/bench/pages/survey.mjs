/** The form as a SurveyJS model, drawn by its own light renderer. */

import { survey as expression } from "../forms/condition.mjs";
import { LOCALE } from "../forms/forms.mjs";
import { bundle, packageFile } from "./bundle.mjs";
import { host } from "./host.mjs";

const INPUTS = { email: "email", phone: "tel" };
const DATES = { day: "date", month: "month", year: "number" };

/** @returns {Promise<Map<string, string>>} files by name */
export async function survey(name, { outline }) {
  const script = await bundle(`
    import { Model } from "survey-core";
    import "survey-core/i18n/finnish";
    import "survey-js-ui";
    const survey = new Model(${JSON.stringify(model(outline))});
    survey.render(document.getElementById("form"));
  `);
  return new Map([
    [`${name}.html`, host({
      title: outline.title,
      // Without the font that the other style sheet of SurveyJS brings along.
      head: `<link rel="stylesheet" href="survey.css">\n<script src="${name}.js" defer></script>`,
      body: '<div id="form"></div>',
    })],
    [`${name}.js`, script],
    ["survey.css", await packageFile("survey-core/survey-core.fontless.min.css")],
  ]);
}

function model({ title, introduction, pages }) {
  return {
    title,
    description: introduction,
    locale: LOCALE,
    // As in the other pages, conditions follow each key.
    textUpdateMode: "onTyping",
    showPreviewBeforeComplete: true,
    pages: pages.map((page) => ({
      name: page.id,
      title: page.title,
      description: page.introduction,
      ...visible(page),
      elements: page.items.map(element),
    })),
  };
}

const visible = ({ when }) => (when === true ? {} : { visibleIf: expression(when) });

function element(item) {
  const { id, kind, display, label, hint, required, options } = item;
  const common = {
    name: id,
    title: label,
    ...(hint && { description: hint }),
    ...(required && { isRequired: true }),
    ...visible(item),
  };
  const choices = options.map((option) => ({ value: option.id, text: option.label }));
  switch (kind) {
    case "text": return { type: "text", ...common, inputType: INPUTS[item.format] ?? "text", maxLength: item.maxLength, autocomplete: item.autocomplete };
    case "search": return { type: "text", ...common };
    case "longText": return { type: "comment", ...common, maxLength: item.maxLength };
    case "number": return { type: "text", ...common, inputType: "number", min: item.min, max: item.max };
    case "date": return { type: "text", ...common, inputType: DATES[item.precision ?? "day"] };
    case "multiple": return { type: "checkbox", ...common, choices, maxSelectedChoices: item.maxSelected };
    case "file": return { type: "file", ...common, acceptedTypes: item.accept.join(","), allowMultiple: item.maxFiles > 1 };
    case "note": return { type: "html", name: id, html: `<p>${item.text}</p>`, ...visible(item) };
    case "group": return { type: "panel", name: id, title: label, ...visible(item), elements: item.items.map(element) };
    case "repeat":
      return { type: "paneldynamic", ...common, panelAddText: item.add, maxPanelCount: item.maxRows, templateElements: item.items.map(element) };
    case "single":
      if (display === "select") return { type: "dropdown", ...common, choices };
      if (display === "checkbox") return { type: "checkbox", ...common, choices };
      return { type: "radiogroup", ...common, choices };
  }
  throw new Error(`no SurveyJS question for ${kind} (${id})`);
}
