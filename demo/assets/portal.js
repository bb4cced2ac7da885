// Keeps drafts of the form on the page with the portal. The form gives a draft after each pause in writing;
// here it is sent to the server, one at a time, the latest only.
const holder = document.getElementById("draft");
const state = document.getElementById("draft-state");

if (holder && state) {
  let revision = Number(holder.dataset.revision);
  let waiting = null;
  let sending = false;
  let finished = false;
  let submitted = false;
  let failures = 0;

  const say = (text, isBad) => {
    state.textContent = text;
    state.classList.toggle("bad", isBad);
  };
  const time = (at) =>
    new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format(new Date(at));
  const later = (action) => setTimeout(action, Math.min(60_000, 1_000 * 2 ** failures) * (0.5 + Math.random()));

  async function send() {
    if (sending || finished || waiting === null) return;
    sending = true;
    const submission = waiting;
    waiting = null;
    const body = JSON.stringify({ revision, submission });
    const request = {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body,
      // Lives on when the page is left; browsers allow 64 kB for that.
      keepalive: body.length < 20_000,
    };
    const reply = await fetch(holder.dataset.url, request).catch(() => null);
    sending = false;
    if (reply?.ok) {
      const saved = await reply.json();
      revision = saved.revision;
      failures = 0;
      if (!submitted) say(`${holder.dataset.saved} ${time(saved.savedAt)}`, false);
      send();
    } else if (reply?.status === 409 || reply?.status === 410) {
      finished = true;
      if (submitted) say("", false);
      else say(holder.dataset.outdated, true);
    } else {
      waiting ??= submission;
      failures += 1;
      say(reply?.status === 401 ? holder.dataset.loggedOut : holder.dataset.unsaved, true);
      later(send);
    }
  }

  holder.addEventListener("guidance-draft", (event) => {
    waiting = event.detail.submission;
    submitted = false;
    send();
  });
  addEventListener("online", () => {
    failures = 0;
    send();
  });
  // A draft that comes after the form has been sent is refused, and nobody needs to hear of it.
  holder.addEventListener("guidance-submit", () => {
    submitted = true;
    say("", false);
  });
}

// A page that the browser kept from before a log-out must not be shown again.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
