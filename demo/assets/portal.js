// What the portal's pages do for a person who is logged in or has opened a link: they keep drafts of the form with the portal, warn before
// the session ends, name the form's step in the window's title and remember the language chosen in the form.
const holder = document.getElementById("draft");
const session = document.getElementById("session");
const bare = document.title;

const time = (at) =>
  new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format(new Date(at));

/** Numbers that the next page of this window needs to know, never answers; without storage there are none. */
const note = {
  put(name, number) {
    try {
      sessionStorage.setItem(name, number);
    } catch {
      // Then a draft in flight looks like another window's.
    }
  },
  take(name) {
    try {
      const found = sessionStorage.getItem(name);
      sessionStorage.removeItem(name);
      return found === null ? null : Number(found);
    } catch {
      return null;
    }
  },
};

/** Called after each request that the portal has answered as one of this session. */
const active = session ? watchSession(session) : () => {};
if (holder) keepDrafts(holder);

// The form gives a draft after each pause in writing; here it is sent to the server, one at a time, the latest only.
function keepDrafts(holder) {
  const state = document.getElementById("draft-state");
  const news = document.getElementById("draft-news");
  let revision = Number(holder.dataset.revision);
  let waiting = null;
  let sending = false;
  let finished = false;
  let submitted = false;
  /** Something was answered that may not have been given as a draft yet. */
  let changed = false;
  let failures = 0;
  let told = "";
  let forgetting = 0;
  /** The revision that the page before this one in the same window sent a draft for, without waiting for the reply. */
  let inFlight = note.take(holder.dataset.url);
  if (inFlight !== null) settle();

  // What is seen changes with every draft. What is said to those who do not see it is only what is new to them.
  const say = (kind, text) => {
    state.textContent = text;
    state.classList.toggle("bad", kind !== "saved");
    if (told === kind) return;
    told = kind;
    news.textContent = text;
    clearTimeout(forgetting);
    forgetting = setTimeout(() => news.replaceChildren(), 10_000);
  };
  const sayNothing = () => {
    state.textContent = "";
    state.classList.remove("bad");
    news.textContent = "";
  };
  const later = (action) => setTimeout(action, Math.min(60_000, 1_000 * 2 ** failures) * (0.5 + Math.random()));

  async function send() {
    if (sending || finished || waiting === null) return;
    sending = true;
    const submission = waiting;
    waiting = null;
    const body = JSON.stringify({ revision, submission });
    note.put(holder.dataset.url, revision);
    const request = {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body,
      // Lives on when the page is left; browsers allow 64 kB for that.
      keepalive: body.length < 20_000,
    };
    const reply = await fetch(holder.dataset.url, request).catch(() => null);
    sending = false;
    if (reply) note.take(holder.dataset.url);
    if (reply?.ok) {
      const saved = await reply.json();
      revision = saved.revision;
      failures = 0;
      active();
      if (!submitted) say("saved", `${holder.dataset.saved} ${time(saved.savedAt)}`);
      send();
    } else if (reply?.status === 409 && inFlight === revision && (await reply.json()).revision === revision + 1) {
      // Not another window: this one, a page earlier.
      inFlight = null;
      revision += 1;
      waiting ??= submission;
      send();
    } else if (reply?.status === 409 || reply?.status === 410) {
      finished = true;
      if (submitted) sayNothing();
      else say("outdated", holder.dataset.outdated);
    } else {
      waiting ??= submission;
      failures += 1;
      const kind = reply?.status === 401 ? "loggedOut" : "unsaved";
      say(kind, holder.dataset[kind]);
      later(send);
    }
  }

  // A draft that was on its way when this page was made may have come in before or after the form asked for it. In the
  // second case the form begins anew with it: nobody has written here yet.
  async function settle() {
    const form = holder.querySelector("guidance-form");
    for (const wait of [200, 600, 1_500]) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      const page = await fetch(location.href).then((reply) => reply.text(), () => "");
      const found = Number(/data-revision="(\d+)"/.exec(page)?.[1] ?? 0);
      if (found <= revision) continue;
      const config = await fetch(form.getAttribute("config")).then((reply) => reply.json(), () => null);
      if (changed || sending || waiting || inFlight === null) return;
      const answers = (submission) => JSON.stringify(submission?.answers);
      if (answers(config?.submission) !== answers(form.submission)) return location.reload();
      revision = found;
      inFlight = null;
      return;
    }
  }

  holder.addEventListener("guidance-draft", (event) => {
    waiting = event.detail.submission;
    submitted = changed = false;
    send();
  });
  addEventListener("online", () => {
    failures = 0;
    send();
  });
  holder.addEventListener("guidance-change", () => {
    changed = true;
  });
  // Whoever leaves right after typing has given no draft yet: the last words go along first.
  const ways = 'form[action="/logout"], form[action$="/leave"], form[action="/language"]';
  for (const form of document.querySelectorAll(ways)) {
    let isFree = false;
    form.addEventListener("submit", async (event) => {
      const isIdle = !changed && !sending && waiting === null;
      if (isFree || finished || submitted || isIdle) return;
      event.preventDefault();
      waiting = holder.querySelector("guidance-form")?.submission ?? waiting;
      failures = 0;
      send();
      const end = Date.now() + 3_000;
      while ((sending || waiting) && failures === 0 && Date.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      // Another language is no reason to lose anything; without a connection its page would not come either.
      const isLeaving = form.getAttribute("action") !== "/language";
      isFree = !waiting || (isLeaving && confirm(holder.dataset.leave));
      if (isFree) form.requestSubmit(event.submitter);
    });
  }
  // A draft that comes after the form has been sent is refused, and nobody needs to hear of it.
  holder.addEventListener("guidance-submit", (event) => {
    submitted = true;
    sayNothing();
    const { shadowRoot } = event.target;
    const receipts = new MutationObserver(() => {
      if (!shadowRoot.querySelector("[part~=receipt]")) return;
      receipts.disconnect();
      // There is no draft any more that could begin anew.
      document.querySelector(".restart")?.remove();
      active();
      document.title = `${holder.dataset.sent} – ${bare}`;
    });
    if (shadowRoot) receipts.observe(shadowRoot, { childList: true, subtree: true });
  });
  // A problem stays at the lower edge of the window. What has the focus must not come to lie under it.
  new ResizeObserver(() => {
    const height = state.classList.contains("bad") ? `${state.offsetHeight + 8}px` : "";
    document.documentElement.style.scrollPaddingBlockEnd = height;
  }).observe(state);
}

// Warns before the session ends. Requests of other windows count: the server does not tell windows apart.
function watchSession(dialog) {
  const title = document.getElementById("session-title");
  const text = document.getElementById("session-text");
  const idle = Number(dialog.dataset.idle);
  // Browsers let the timers of a hidden window be a minute late; two minutes are left even so.
  const notice = Math.min(180_000, idle / 2);
  // Whoever else logs in here does not put off the end of this person's session.
  const windows = new BroadcastChannel(`session ${dialog.dataset.person}`);
  let last = performance.timeOrigin;
  let shown = "";
  let timer = 0;

  function show(kind) {
    const isEnded = kind === "ended";
    title.textContent = isEnded ? dialog.dataset.endedTitle : dialog.dataset.title;
    text.textContent = dialog.dataset[kind].replace("{time}", time(last + idle));
    document.getElementById("session-continue").hidden = isEnded;
    document.getElementById("session-leave").hidden = isEnded;
    document.getElementById("session-log-in").hidden = !isEnded;
    shown = kind;
    // Opened anew, it is read out anew.
    if (dialog.open) dialog.close();
    dialog.showModal();
  }

  function check() {
    clearTimeout(timer);
    const left = last + idle - Date.now();
    if (left > notice) {
      shown = "";
      dialog.close();
      timer = setTimeout(check, left - notice);
    } else if (left > 0) {
      if (shown === "") show("warning");
      timer = setTimeout(check, left);
    } else if (shown !== "ended") {
      show("ended");
    }
  }

  async function goOn() {
    const reply = await fetch(dialog.dataset.url, { method: "POST" }).catch(() => null);
    if (reply?.ok) tell();
    else show(reply?.status === 401 ? "ended" : "failed");
  }

  function tell() {
    last = Date.now();
    windows.postMessage(last);
    check();
  }

  document.getElementById("session-continue").addEventListener("click", goOn);
  // With Escape; whoever presses it is there.
  dialog.addEventListener("close", () => {
    if (!dialog.open && shown !== "" && shown !== "ended") goOn();
  });
  windows.addEventListener("message", ({ data }) => {
    last = Math.max(last, data);
    check();
  });
  // A computer that slept has not run its timers.
  document.addEventListener("visibilitychange", check);
  windows.postMessage(last);
  check();
  return tell;
}

// A link that is shown once is easily copied whole.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.addEventListener("click", async () => {
    const input = document.getElementById(button.dataset.copy);
    const status = document.getElementById("copied");
    input.select();
    const done = await navigator.clipboard?.writeText(input.value).then(() => true, () => false);
    status.textContent = done ? button.dataset.copied : button.dataset.failed;
  });
}

addEventListener("guidance-navigate", ({ detail }) => {
  document.title = `${detail.title ?? detail.page}, ${detail.index + 1}/${detail.count} – ${bare}`;
});

// The next page, and what the next config says, is in the language that was chosen in the form.
addEventListener("guidance-locale", ({ detail }) => {
  const body = new URLSearchParams({ locale: detail.locale });
  // The page that it leads to is not needed. Without a connection the language is remembered next time.
  fetch("/language", { method: "POST", body, redirect: "manual" }).catch(() => {});
});

// A page that the browser kept from before a log-out must not be shown again.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
