/** The page of results, in Markdown. */

import { CONTESTANTS } from "../site.mjs";
import { median, quantile } from "./statistics.mjs";

const milliseconds = (value) => (value < 100 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`);
const kilobytes = (value) => `${(value / 1000).toFixed(1)} KB`;
const megabytes = (value) => `${(value / 1e6).toFixed(1)} MB`;

const heapOf = ({ heap }) => heap.script + heap.document + heap.buffers + heap.wasm;

/** What is measured of each visit; `bars` are the greatest ratios to the native page that are allowed, by form. */
const MEASURES = [
  { title: "cold load to interactive", value: (sample) => sample.interactive, unit: milliseconds, bars: { enrolment: 1.5, thousand: 1.6 } },
  { title: "keystroke to next frame", value: (sample) => sample.key, unit: milliseconds, bars: { enrolment: 1.2, thousand: 1.2 } },
  { title: "memory of the process, over blank", value: (sample) => sample.process, unit: megabytes, overBlank: true, bars: { enrolment: 2 } },
  { title: "work of the main thread for a key", value: (sample) => sample.work, unit: milliseconds },
  { title: "first input can be focused", value: (sample) => sample.firstInput, unit: milliseconds },
  { title: "heap and wasm, over blank", value: heapOf, unit: megabytes, overBlank: true },
  { title: "transferred", value: (sample) => sample.bytes, unit: kilobytes },
];

const TITLES = {
  enrolment: "The enrolment form",
  thousand: "A thousand items on one page",
};

/** @returns {string} */
export function document({ samples, names, forms, facts }) {
  const results = forms.flatMap((form) => MEASURES.map((measure) => result(measure, form, samples, names)));
  return `# Speed and memory

${opening(results)}

${forms.map((form) => section(form, results.filter((one) => one.form === form), names)).join("\n")}
${machineFacts(facts)}

${METHOD}`;
}

/** Medians and ratios of one measure in one form. */
function result(measure, form, samples, names) {
  const blank = measure.overBlank ? median(samples.filter(({ name }) => name === "blank").map(measure.value)) : 0;
  const values = (wanted) =>
    new Map(samples.filter((one) => one.name === wanted && one.form === form).map((one) => [one.round, measure.value(one) - blank]));
  const native = values("native");
  const cells = new Map();
  for (const name of names) {
    const own = values(name);
    const ratios = [...own].filter(([round]) => native.has(round)).map(([round, value]) => value / native.get(round));
    cells.set(name, {
      median: median([...own.values()]),
      ...(ratios.length && { ratio: median(ratios), low: quantile(ratios, 0.25), high: quantile(ratios, 0.75) }),
    });
  }
  const bar = measure.bars?.[form];
  const ratio = cells.get("guidance")?.ratio;
  return { ...measure, form, cells, bar, ratio, isHeld: bar === undefined || ratio === undefined || ratio <= bar };
}

function opening(results) {
  const barred = results.filter(({ bar, ratio }) => bar !== undefined && ratio !== undefined);
  const missed = barred.filter(({ isHeld }) => !isHeld);
  const intro =
    "How the form compares with a page written by hand and with other toolkits, in one run on one machine. Written by\n" +
    "`cargo xtask bench`. Times depend on the machine; what counts are the ratios to the hand-written page, in brackets.";
  if (barred.length === 0) return intro;
  if (missed.length === 0) return `${intro}\n\n**All ${barred.length} bars are held.**`;
  const lines = missed.map(
    ({ form, title, ratio, bar }) => `- **Missed:** ${TITLES[form].toLowerCase()}, ${title}: ${ratio.toFixed(2)}, the bar is ${bar}.`,
  );
  return `${intro}\n\n${barred.length - missed.length} of ${barred.length} bars are held.\n\n${lines.join("\n")}`;
}

function section(form, results, names) {
  const head = ["", ...names.map((name) => CONTESTANTS[name].title), "bar"];
  const rows = results.map(({ title, unit, cells, bar, isHeld, ratio }) => [
    title,
    ...names.map((name) => cell(cells.get(name), unit, name)),
    bar === undefined ? "" : `≤ ${bar}${ratio === undefined ? "" : isHeld ? ", held" : ", **missed**"}`,
  ]);
  const ours = results.find(({ bar }) => bar !== undefined)?.cells.get("guidance");
  const spread = ours?.ratio
    ? `\nThe middle half of the rounds: ${results
        .filter(({ bar }) => bar !== undefined)
        .map(({ title, cells }) => `${title} ${cells.get("guidance").low.toFixed(2)}–${cells.get("guidance").high.toFixed(2)}`)
        .join("; ")}.\n`
    : "";
  return `## ${TITLES[form]}\n\n${table([head, ...rows])}${spread}`;
}

function cell({ median: middle, ratio }, unit, name) {
  return name === "native" || ratio === undefined ? unit(middle) : `${unit(middle)} (${ratio < 10 ? ratio.toFixed(2) : Math.round(ratio)})`;
}

function table([head, ...rows]) {
  const line = (cells) => `| ${cells.join(" | ")} |\n`;
  return line(head) + line(head.map((_, place) => (place === 0 ? "---" : "---:"))) + rows.map(line).join("");
}

function machineFacts({ processor, memory, system, browser, node, packages, date, loads, rounds }) {
  return `## The run

${rounds} rounds on ${date}; every page once in a round, each round begins with another page. Shown are medians; a ratio is
the median of the rounds' own ratios.

- ${processor}, ${memory}, ${system}; load average ${loads.map((value) => value.toFixed(1)).join(" before, ")} after
- ${browser}, headless; Node.js ${node.slice(1)}
- ${packages}`;
}

const METHOD = `## What is compared

All pages show the same form: the enrolment form (steps, conditions, texts of its Finnish messages), and a form of
1 000 items made for this purpose (text, long text, number, radio buttons, drop-down lists, checkboxes; half of them
required, every tenth with a condition).

- **native page**: HTML as one would write it by hand, with 90 lines of script for conditions, steps, rows and required
  answers, and a small style sheet. All steps are in the page.
- **guidance-forms**: the package of \`cargo xtask package\`, embedded with its two lines of HTML.
- **SurveyJS**: survey-core with the light renderer survey-js-ui, its style sheet without fonts, one bundle.
- **JSON Forms**: React, the vanilla renderers, no style sheet at all, one bundle.

Where the others lack something they do less: code sets are plain text inputs in SurveyJS and JSON Forms, conditions on
roles, flags and computed values are decided beforehand, and only guidance-forms checks formats, computes, and keeps the
report for its host.

## What is measured

- **cold load to interactive**: from the start of the navigation, in a new browser context with an empty cache, from a
  server on the same machine with brotli and the same headers for all. Interactive means that the first input took the
  focus, that a text put into a text input was still there one task later, and that the form answered: in the enrolment
  form a choice brought that text input into view, among 1 000 items the text hid another item. Looked for every
  millisecond by a script that runs before those of the page.
- **first input can be focused**: the first of these steps. HTML comes in piece by piece, so the native page can be
  typed into before all of it is there.
- **keystroke to next frame**: from the time stamp of a real key event to the first task after the next animation frame,
  at 60 Hz; median of 20 keys in that same input (5 where a key takes longer than 300 ms). Up to 16.7 ms of it are waiting for the screen, on every page.
- **work of the main thread for a key**: the processor time of all tasks of the page's main thread while those keys were
  typed, script, style, layout, painting and all that comes later, divided by their number. Here nothing waits, so the ratio is
  that of the work alone.
- **memory of the process**: what the process that draws the page has written to and shares with no other
  (\`Private_Dirty\`), after it was told that memory is short; less that of an empty page. This is what the device has to
  give.
- **heap and wasm**: the JavaScript heap, the document's heap, array buffers and long texts, and the whole linear
  memory of wasm, used or not, after a collection of garbage; less that of an empty page. Part of the above.
- **transferred**: bodies of all responses until the form was interactive, as they came.
`;
