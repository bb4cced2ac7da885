// First on every page of the tests' host: sees what goes wrong, and what the forms say.
globalThis.watched = { violations: [], errors: [], events: [] };

document.addEventListener("securitypolicyviolation", (event) => {
  watched.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}:${event.lineNumber}`);
});
addEventListener("error", (event) => watched.errors.push(`error: ${event.message ?? event.target?.src}`), true);
addEventListener("unhandledrejection", (event) => watched.errors.push(`unhandled: ${event.reason}`));
const { error } = console;
console.error = (...words) => {
  watched.errors.push(`console: ${words.join(" ")}`);
  error.apply(console, words);
};
for (const type of ["ready", "change", "navigate", "pause", "resume", "draft", "submit", "locale", "print", "error"]) {
  document.addEventListener(`guidance-${type}`, (event) => {
    const detail = JSON.parse(JSON.stringify(event.detail));
    watched.events.push({ type, detail, composed: event.composed, id: event.target.id });
  });
}
