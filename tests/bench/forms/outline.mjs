/**
 * A form as the other pages need it: the definition and one locale's texts in one tree, without what those pages
 * never show (see `condition.mjs`).
 */

import { settle } from "./condition.mjs";

/**
 * @typedef {object} Question
 * @property {string} id
 * @property {string} kind
 * @property {string} label
 * @property {string} hint
 * @property {boolean} required
 * @property {boolean | Array} when  `true`, or a condition over answers
 * @property {{id: string, label: string}[]} options
 * @property {Question[]} items
 */

/** @returns {{title: string, introduction: string, pages: object[]}} */
export function outline(definition, messages) {
  // Conditions between the items of one row are left out: the other pages show rows whole.
  const question = (item, isInRow = false) => {
    const texts = messages.items?.[item.id] ?? {};
    const labels = messages.optionSets?.[item.optionSet] ?? {};
    return {
      ...item,
      label: texts.label ?? "",
      hint: texts.hint ?? "",
      text: texts.text ?? "",
      add: texts.add ?? "",
      row: texts.row ?? "",
      required: item.required === true,
      when: isInRow || settle(item.when ?? true),
      options: (definition.optionSets?.[item.optionSet] ?? []).map(({ id }) => ({ id, label: labels[id] })),
      items: questions(item.items ?? [], isInRow || item.kind === "repeat"),
    };
  };
  const questions = (items, isInRow) => items.map((item) => question(item, isInRow)).filter(({ when }) => when !== false);
  const pages = definition.pages
    .map((page) => ({
      id: page.id,
      title: messages.pages[page.id].title,
      introduction: messages.pages[page.id].introduction ?? "",
      when: settle(page.when ?? true),
      items: questions(page.items, false),
    }))
    .filter((page) => page.when !== false);
  return { title: messages.title, introduction: messages.introduction ?? "", pages };
}

/** Every question of an outline, those in groups and repeats as well. */
export function* everyQuestion(items) {
  for (const item of items) {
    yield item;
    yield* everyQuestion(item.items);
  }
}
