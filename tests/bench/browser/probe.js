/**
 * Runs in the page before its own scripts: tries the form out as soon as it is there, and takes the time of keys.
 */
function installProbe(steps) {
  const probe = { frames: [], firstInput: undefined, interactive: undefined };
  globalThis.benchProbe = probe;
  const root = () => document.querySelector("guidance-form")?.shadowRoot ?? document;
  const find = (selector) => root().querySelector(selector);
  const pause = () => scheduler.postTask(() => {}, { delay: 1 });
  const active = () => document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;

  /** Until the step's element can be focused. */
  async function focused(selector) {
    for (;;) {
      const element = find(selector);
      element?.focus();
      if (element && active() === element) return element;
      await pause();
    }
  }

  async function tryOut() {
    await focused(steps.first);
    probe.firstInput = performance.now();
    if (steps.choice) (await focused(steps.choice)).click();
    for (;;) {
      const field = await focused(steps.field);
      document.execCommand("insertText", false, steps.text);
      // What a view that keeps the value itself does not know, it takes back in its next task.
      await pause();
      if (find(steps.field)?.value.endsWith(steps.text)) break;
      if (field.isConnected) field.value = "";
    }
    while (steps.hides && find(steps.hides)?.checkVisibility()) await pause();
    probe.interactive = performance.now();
  }

  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }) => probe.frames.push(performance.now() - data);
  addEventListener("keydown", ({ timeStamp }) => {
    // The message comes right after the frame for which the callback runs.
    requestAnimationFrame(() => channel.port2.postMessage(timeStamp));
  }, true);

  tryOut();
}
