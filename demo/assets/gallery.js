// Shows what the form in the frame says: its events, its report and its submission.
const frame = document.getElementById("stage");
const panel = (name) => document.getElementById(`inspector-${name}`);
const MOST_LINES = 200;
const lines = [];

const EVENTS = [
  "guidance-ready",
  "guidance-change",
  "guidance-navigate",
  "guidance-draft",
  "guidance-submit",
  "guidance-error",
];

function write(event) {
  const { submission, ...rest } = event.detail ?? {};
  lines.unshift(`${event.type} ${JSON.stringify(rest)}${submission ? " + submission" : ""}`);
  lines.length = Math.min(lines.length, MOST_LINES);
  panel("messages").textContent = lines.join("\n");
  const form = event.target;
  panel("report").textContent = JSON.stringify(form.report ?? event.detail?.report ?? null, null, 2);
  panel("submission").textContent = JSON.stringify(submission ?? form.submission ?? null, null, 2);
}

/** The gallery is its own host: it takes what is sent, stores nothing, and answers with a receipt. */
function receive(event) {
  event.respondWith?.(
    Promise.resolve({
      id: event.detail.submission.id,
      reference: "GALLERY",
      received: new Date().toISOString(),
    }),
  );
}

// The frame's document exists before its modules run: listening from then on misses no event.
let seen = null;
function attach() {
  const document_ = frame?.contentDocument;
  if (document_ && document_ !== seen && document_.URL !== "about:blank") {
    seen = document_;
    EVENTS.forEach((name) => document_.addEventListener(name, write));
    document_.addEventListener("guidance-submit", receive);
  }
  requestAnimationFrame(attach);
}
attach();

// A choice shows at once.
document.querySelector("form.search")?.addEventListener("change", (event) => event.currentTarget.requestSubmit());
