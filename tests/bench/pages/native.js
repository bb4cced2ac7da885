// What the page does besides being HTML: conditions, steps, rows, and whether all that is required is there.
const form = document.forms[0];
const steps = [...form.querySelectorAll("section")];
const answers = {};
let current = 0;

const find = (id) => document.getElementById(id);

function read(control) {
  const { name, type } = control;
  if (type === "checkbox") {
    answers[name] = [...form.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value);
  } else if (type !== "radio" || control.checked) {
    answers[name] = control.value;
  }
}

function apply() {
  for (const [id, holds] of Object.entries(conditions)) {
    const part = find(id);
    const isHidden = !holds(answers);
    if (part.hidden !== isHidden) part.hidden = isHidden;
  }
}

function show(number) {
  current = number;
  steps.forEach((step, place) => step.classList.toggle("shown", place === number));
  find("back").hidden = number === 0;
}

async function offer(input) {
  const id = `codes-${input.dataset.codes}`;
  input.setAttribute("list", id);
  if (find(id)) return;
  const list = Object.assign(document.createElement("datalist"), { id });
  form.append(list);
  const reply = await fetch(`/codes/${input.dataset.codes}.json`);
  if (!reply.ok) return;
  for (const { labels } of (await reply.json()).codes) list.append(new Option(labels[document.documentElement.lang]));
}

function move(direction) {
  let next = current + direction;
  while (steps[next]?.hidden) next += direction;
  if (steps[next]) show(next);
  else form.requestSubmit();
}

function check() {
  const missing = [...steps[current].querySelectorAll("[data-required]")].filter((field) => {
    const name = field.dataset.required;
    const isMissing = !field.closest("[hidden]") && !answers[name]?.length;
    field.classList.toggle("invalid", isMissing);
    field.querySelector(".error").textContent = isMissing ? "Vastaa tähän kysymykseen" : "";
    return isMissing;
  });
  const summary = find("summary");
  summary.hidden = missing.length === 0;
  summary.querySelector("ul").replaceChildren(...missing.map((field) => {
    const link = Object.assign(document.createElement("a"), { href: `#${field.dataset.required}` });
    link.textContent = field.querySelector(".label").textContent;
    const entry = document.createElement("li");
    entry.append(link);
    return entry;
  }));
  if (missing.length) summary.focus();
  return missing.length === 0;
}

for (const type of ["input", "change"]) {
  form.addEventListener(type, ({ target }) => {
    read(target);
    apply();
  });
}
form.addEventListener("focusin", ({ target }) => target.dataset.codes && offer(target));
form.addEventListener("click", ({ target }) => {
  if (target.id === "next" && check()) move(1);
  if (target.id === "back") move(-1);
  if (target.dataset.add) target.before(find(`row-${target.dataset.add}`).content.cloneNode(true));
});
for (const control of form.elements) if (control.name) read(control);
apply();
show(0);
