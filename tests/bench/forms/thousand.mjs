/**
 * A form of a thousand items on one page, most kinds among them: what a long screening or a school's own form with
 * every row unfolded comes to. Every tenth item depends on an answer of its neighbours.
 */

const COUNT = 1000;
/** Ten neighbours; the first takes the keystrokes. */
const BLOCK = ["text", "text", "single", "text", "longText", "number", "select", "text", "multiple", "text"];

/** The answer to the first item of a block that hides the last one: shown at the start, gone at the first key. */
export const HIDING = "a";

const OPTIONS = {
  agreement: { yes: "Kyllä", partly: "Osittain", no: "Ei" },
  frequency: { never: "En koskaan", seldom: "Harvoin", monthly: "Kuukausittain", weekly: "Viikoittain", daily: "Päivittäin" },
  support: { teacher: "Opettaja", counsellor: "Opinto-ohjaaja", friend: "Ystävä", family: "Perhe" },
};

const TEXTS = {
  text: ["Mikä auttaa sinua eniten opinnoissa", "Kirjoita muutamalla sanalla."],
  single: ["Onko sinulla aikaa opiskella kotona", ""],
  longText: ["Kerro omin sanoin, mitä haluaisit muuttaa", "Voit kirjoittaa niin paljon kuin haluat."],
  number: ["Kuinka monta tuntia viikossa teet töitä", ""],
  select: ["Kuinka usein olet poissa opetuksesta", ""],
  multiple: ["Keneltä saat tukea", "Voit valita useita."],
};

const PROPERTIES = {
  text: { kind: "text", maxLength: 200 },
  single: { kind: "single", optionSet: "agreement" },
  longText: { kind: "longText", maxLength: 1000 },
  number: { kind: "number", min: 0, max: 100 },
  select: { kind: "single", display: "select", optionSet: "frequency" },
  multiple: { kind: "multiple", optionSet: "support" },
};

/** Id of the item that stands at a place, from 0. */
export const itemId = (place) => `item${place + 1}`;

/** @returns {{definition: object, messages: object}} */
export function thousand(like) {
  const items = [];
  const texts = {};
  for (let place = 0; place < COUNT; place += 1) {
    const type = BLOCK[place % BLOCK.length];
    const id = itemId(place);
    const item = { id, ...PROPERTIES[type] };
    if (place % 2 === 0) item.required = true;
    if (place % BLOCK.length === BLOCK.length - 1) {
      item.when = ["!=", ["answer", itemId(place - BLOCK.length + 1)], HIDING];
    }
    items.push(item);
    const [label, hint] = TEXTS[type];
    texts[id] = { label: `${place + 1}. ${label}?`, ...(hint && { hint }) };
  }
  const optionSets = Object.fromEntries(
    Object.entries(OPTIONS).map(([name, labels]) => [name, Object.keys(labels).map((id) => ({ id }))]),
  );
  return {
    definition: {
      $schema: like.definition.$schema,
      id: "thousand",
      version: "1.0.0",
      optionSets,
      pages: [{ id: "all", dataCategory: "learning", audience: ["student", "counsellor"], items }],
    },
    messages: {
      $schema: like.messages.$schema,
      form: "thousand",
      locale: like.messages.locale,
      title: "Tuhat kysymystä",
      pages: { all: { title: "Kaikki kysymykset" } },
      items: texts,
      optionSets: OPTIONS,
    },
  };
}
