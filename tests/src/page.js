// What scripts of the tests may use; run in the page before each of them.
const host = (number = 0) => document.querySelectorAll("guidance-form, guidance-results")[number];
const root = (number = 0) => host(number)?.shadowRoot;
const part = (name) => [...(root()?.querySelectorAll(`[part~="${name}"]`) ?? [])];
const field = (path) => root()?.querySelector(`[data-path="${path}"]`);
const isShown = (element) => Boolean(element?.getClientRects().length);
const words = (element) => (element?.innerText ?? element?.textContent ?? "").replace(/\s+/g, " ").trim();
const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
/** The element with the focus, through shadow roots. */
const focused = () => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
};
const until = async (what, test, limit = 15_000) => {
  const end = performance.now() + limit;
  for (;;) {
    const value = await test();
    if (value) return value;
    if (performance.now() > end) throw new Error(`waited for ${what}`);
    await pause(20);
  }
};
const heading = () => words(root()?.getElementById("page-heading"));
const controlsOf = (path) => [...(field(path)?.querySelectorAll("input, select, textarea") ?? [])];
const tell = (element, type) => element.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
/** Answers one question as its plan says, by the events that a person's hands cause. */
const answerField = async (path, plan) => {
  const [first] = controlsOf(path);
  first?.focus();
  if (plan.kind === "text") {
    first.value = plan.text;
    tell(first, "input");
    tell(first, "change");
  } else if (plan.kind === "select") {
    first.value = plan.options[0];
    tell(first, "change");
  } else if (plan.kind === "choices") {
    for (const input of controlsOf(path)) {
      if (input.checked !== plan.options.includes(input.value) && (input.type === "checkbox" || !input.checked)) {
        input.click();
        await frame();
      }
    }
  } else if (plan.kind === "search") {
    const chips = () => [...field(path).querySelectorAll(".chip")].map((chip) => words(chip.firstElementChild));
    const isChosen = (label) => chips().includes(label) || controlsOf(path)[0].value === label;
    for (const label of plan.labels.filter((label) => !isChosen(label))) {
      await until(`the list of ${path}`, () => !field(path).querySelector(".set-state"));
      const input = controlsOf(path)[0];
      input.focus();
      input.value = label;
      tell(input, "input");
      const option = await until(`option ${label} of ${path}`, () =>
        [...field(path).querySelectorAll("[role=option]")].find((option) => words(option) === label));
      option.click();
      await frame();
    }
  } else if (plan.kind === "rows") {
    while (field(path).querySelectorAll("[part~=row]").length < plan.rows) {
      root().getElementById(`f${path.replaceAll("/", "-")}-add`).click();
      await frame();
    }
  }
  await frame();
  focused()?.blur();
  await frame();
};
/** Answers everything that is planned and on this page, also what appears meanwhile. Gives the paths. */
const answerPage = async (plans) => {
  const done = [];
  for (;;) {
    const next = Object.keys(plans).find((path) => !done.includes(path) && isShown(field(path)));
    if (!next) return done;
    done.push(next);
    if (!field(next).matches(".locked")) await answerField(next, plans[next]);
  }
};
/** What a key would act on, and whether it stands after what this was asked about before. */
const focusFacts = () => {
  const element = focused();
  const before = window.focusedBefore;
  window.focusedBefore = element;
  const holder = element?.closest?.("[data-path]");
  return {
    tag: element?.localName ?? "",
    type: element?.getAttribute("type") ?? "",
    role: element?.getAttribute("role") ?? "",
    id: element?.id ?? "",
    name: words(element),
    value: element?.value ?? "",
    checked: Boolean(element?.checked),
    path: holder?.dataset.path ?? "",
    rows: holder ? holder.querySelectorAll("[part~=row]").length : 0,
    inForm: Boolean(element?.getRootNode() === root()),
    expanded: element?.getAttribute("aria-expanded") === "true",
    active: words(root()?.getElementById(element?.getAttribute("aria-activedescendant") ?? "-")),
    loading: Boolean(holder?.querySelector(".set-state")),
    chips: holder ? [...holder.querySelectorAll(".chip > span:first-child")].map(words) : [],
    shown: isShown(element),
    goesBack: before !== element && before?.isConnected === true && before.getRootNode() === element?.getRootNode()
      && Boolean(before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING),
  };
};
/** Issues as they are shown: where, and in what words. */
const shownIssues = () => {
  const found = [];
  for (const line of root()?.querySelectorAll(".issues [part]") ?? []) {
    const holder = line.closest("[data-path]");
    found.push({ path: holder?.dataset.path ?? "", severity: line.getAttribute("part"), text: words(line) });
  }
  return found;
};
