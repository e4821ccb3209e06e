// Follows links inside the session: a click on an internal link or an action becomes a message to Python instead of a
// page load. Without this script the links still work as links.
//
// Streamlit keeps one message of those that come before a run begins. So what is clicked waits in an outbox, one message on
// its way at a time with a growing number, until Python tells at the end of a run how far it has come: none is lost, and
// Python does none twice. A link takes the place of those before it; where things stand is told last, once nothing else was
// asked for a moment, so that no click waits for it, and makes no step.
const BROUGHT = ["add", "about", "into", "merge", "within", "first", "last", "sure"];
let send = () => {};
let outbox = [];
let last = 0;
let tries = 0;
let waiting;
let pending;
let quiet = false;
let touched = 0;
let step;
const written = new Map();
let defaultLanguage = "fr";

function onClick(event) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const target = event.composedPath().find((node) => node instanceof Element && node.matches("a[data-in], button[data-action]"));
  if (!target) return;
  event.preventDefault();
  if (target.matches("a[hreflang]")) inLanguage(target.hreflang);
  else if (target.matches("a")) go(target.getAttribute("href"), target.dataset.in);
  else {
    const note = document.getElementById(target.dataset.note)?.value || "";
    if (target.hasAttribute("data-spends")) written.delete(target.dataset.note);
    post({ action: target.dataset.action, subject: target.dataset.subject || "", detail: target.dataset.detail || "", note });
    const before = touched;
    if (target.dataset.focus) whenDrawn(() => !target.isConnected, () => moveFocus(target.dataset.focus, before));
  }
}

function post(message) {
  const before = outbox[0];
  const stands = outbox.filter((each) => each.action === "place" && !(each === before && tries)).pop();
  outbox = outbox.filter((each) => (message.href ? !each.href : true) && (each.action !== "place" || (!message.href && each === before && tries)));
  add(message);
  if (stands && !message.href && message.action !== "place") add(stands);
  if (outbox[0] !== before) dispatch();
}

function add(message) {
  last = Math.max(last + 1, Date.now());
  outbox.push({ ...message, number: last });
}

function dispatch() {
  tries = 0;
  clearTimeout(waiting);
  if (!outbox.some((each) => each.href)) pending = undefined;
  if (!outbox.length) return;
  if (outbox[0].action === "place") waiting = setTimeout(deliver, 300); else deliver();
}

// A run may have been ended by another before it came to the message, and a connection may have been cut.
function deliver(patience = 8000) {
  clearTimeout(waiting);
  if (tries === 4) { outbox.shift(); dispatch(); return; }
  tries += 1;
  quiet = outbox[0].action === "place";
  send(outbox[0]);
  waiting = setTimeout(deliver, patience);
}

// The end of a run that came before the message says nothing of it: the next one, or a moment, will.
function receive(done) {
  sayLanguage();
  if (!tries || !outbox.length) return;
  if (outbox[0].number > done) { clearTimeout(waiting); waiting = setTimeout(deliver, 1500); return; }
  outbox = outbox.filter((each) => each.number > done);
  dispatch();
}

// A form without a server of its own: what is chosen in it becomes the parameters of the page that it names.
function onSubmit(event) {
  const form = event.composedPath().find((node) => node instanceof Element && node.matches("form[data-in]"));
  if (!form) return;
  event.preventDefault();
  const url = new URL(form.getAttribute("action"), location.href);
  for (const [name, value] of new FormData(form)) {
    if (value) url.searchParams.set(name, [url.searchParams.get(name), value].filter(Boolean).join(","));
  }
  go(url.pathname + url.search, form.dataset.in);
}

function go(href, focus) {
  const before = location.href;
  const since = touched;
  const target = canonical(href);
  if (pending?.target === target) return;
  if (!outbox.some((each) => each.href) && target === canonical(before)) { moveFocus(focus || "h1[tabindex]", since, !focus); return; }
  document.documentElement.classList.add("ml-busy");
  const brought = additions(href);
  const own = brought ? undefined : pending = { target, push: true };
  post(brought ? { action: "with", subject: brought } : { href });
  whenDrawn(() => location.href !== before, () => moveFocus(focus || "h1[tabindex]", since, !focus), () => { if (pending === own) pending = undefined; });
}

// The link to the other language was drawn before what is still on its way: what it leads to is where that will have led.
function inLanguage(language) {
  document.cookie = `language=${language}; path=/; samesite=lax`;
  whenDrawn(() => !outbox.some((each) => each.action !== "place"), () => {
    const url = new URL(location.href);
    if (language === defaultLanguage) url.searchParams.delete("lang"); else url.searchParams.set("lang", language);
    go(url.pathname + url.search);
  });
}

// What a link brings to the view of this page, where the link was drawn before something that is still on its way: it would
// lead back to the view without that.
function additions(href) {
  const url = new URL(href, location.href);
  if (url.pathname !== location.pathname || !url.searchParams.has("view")) return "";
  if (!outbox.some((each) => each.action && each.action !== "place")) return "";
  const brought = new URLSearchParams();
  for (const name of BROUGHT) if (url.searchParams.get(name)) brought.set(name, url.searchParams.get(name));
  return String(brought);
}

// Back and forward: Streamlit would keep the parameters of the page that is left.
function onPopState(event) {
  event.stopImmediatePropagation();
  follow();
}

// What a component shows already: the address says so at once, in a step of its own, and Python comes after.
function shows(parameters) {
  const address = location.pathname + "?" + new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  if (canonical(address) === canonical(location.href)) return;
  step({}, "", address);
  follow();
}

function follow() {
  const href = location.pathname + location.search;
  pending = { target: canonical(href), push: false };
  post({ href });
}

// What is written in a note stays with its question, wherever the list draws that anew, until it goes with a decision.
function onInput(event) {
  const field = event.composedPath()[0];
  if (field.matches?.("input[data-kept]")) written.set(field.id, field.value);
}

function onDrawn() {
  for (const [id, text] of written) {
    const field = document.getElementById(id);
    if (field && !field.value) field.value = text;
  }
}

const canonical = (address) => {
  const url = new URL(address, location.href);
  url.searchParams.sort();
  return url.pathname + "?" + url.searchParams;
};

// On its way to another page Streamlit would leave a step in the history with the old path and the new parameters. Only a
// link leads to another page: a message of it that comes late, once more, makes no step.
function oneStepEach() {
  const push = step = history.pushState.bind(history);
  history.pushState = (state, title, address) => {
    if (quiet) { quiet = false; history.replaceState(state, title, address); return; }
    if (!pending) { if (new URL(address, location.href).pathname === location.pathname) push(state, title, address); return; }
    if (canonical(address) !== pending.target) return;
    if (pending.push) push(state, title, address); else history.replaceState(state, title, address);
    pending = undefined;
  };
}

// Back and forward lead to the other language too, and no link says when what they lead to is drawn.
function sayLanguage() {
  document.documentElement.lang = new URLSearchParams(location.search).get("lang") || defaultLanguage;
}

// Waits as long as a message may be on its way.
function whenDrawn(ready, act, giveUp = () => {}) {
  const started = Date.now();
  const timer = setInterval(() => {
    const late = Date.now() - started > 40000;
    if (!ready() && !late) return;
    clearInterval(timer);
    document.documentElement.classList.remove("ml-busy");
    if (late) { giveUp(); return; }
    sayLanguage();
    act();
  }, 40);
}

// Whoever already types or went elsewhere while the page was drawn keeps the focus. What has it may be drawn anew just
// after, and has it again.
function moveFocus(selector, since, top) {
  const started = Date.now();
  let held;
  const timer = setInterval(() => {
    const late = Date.now() - started > 3000;
    if (late || touched !== since) clearInterval(timer);
    if (touched !== since || held?.isConnected) return;
    const target = document.querySelector(selector);
    if (!target && !late) return;
    target?.focus({ preventScroll: top });
    target?.select?.(); // what was typed before gives way to what is typed now
    if (top && !held) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
    held = target;
    since = touched;
  }, 90);
}

export default function ({ data: bytes, setTriggerValue }) {
  defaultLanguage = read(bytes).language;
  send = (message) => setTriggerValue("went", message);
  sayLanguage();
  window.maillage = { ...window.maillage, go, shows, onClick, onSubmit, onPopState, onInput, onDrawn, post, receive, left: () => outbox.length, leaving: () => outbox.some((each) => each.href), onTouch: () => { touched += 1; } };
  if (window.maillage.ready) return;
  window.maillage.ready = true;
  oneStepEach();
  document.addEventListener("click", (event) => window.maillage.onClick(event));
  for (const name of ["keydown", "pointerdown", "focusin"]) document.addEventListener(name, () => window.maillage.onTouch(), true);
  document.addEventListener("input", (event) => window.maillage.onInput(event));
  new MutationObserver(() => window.maillage.onDrawn()).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("submit", (event) => window.maillage.onSubmit(event));
  window.addEventListener("popstate", (event) => window.maillage.onPopState(event), true);
}
