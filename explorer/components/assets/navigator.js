// Follows links inside the session: a click on an internal link or an action becomes a message to Python instead of a
// page load. Without this script the links still work as links.
let send = () => {};
let address = "";
let focusWanted = "";

function onClick(event) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const target = event.composedPath().find((node) => node instanceof Element && node.matches("a[data-in], button[data-action]"));
  if (!target) return;
  event.preventDefault();
  if (target.matches("a")) go(target.getAttribute("href"), target.dataset.in);
  else send({ action: target.dataset.action, subject: target.dataset.subject || "", detail: target.dataset.detail || "" });
}

function go(href, focus) {
  focusWanted = focus || "h1";
  document.documentElement.classList.add("ml-busy");
  send({ href, nonce: Date.now() });
}

function onPopState() {
  const here = location.pathname + location.search;
  if (here !== address) send({ href: here, nonce: Date.now() });
}

function moveFocus() {
  if (!focusWanted) return;
  const wanted = focusWanted;
  const started = Date.now();
  const timer = setInterval(() => {
    const target = document.querySelector(wanted === "h1" ? "h1[tabindex]" : wanted);
    const late = Date.now() - started > 3000;
    if (target) {
      target.focus({ preventScroll: false });
      if (wanted === "h1") document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
    }
    if (target || late) clearInterval(timer);
  }, 60);
  focusWanted = "";
}

export default function ({ data, setTriggerValue }) {
  send = (message) => setTriggerValue("went", message);
  address = location.pathname + location.search;
  document.documentElement.lang = data.language;
  if (data.run !== undefined) {
    document.documentElement.classList.remove("ml-busy");
    moveFocus();
  }
  if (!window.maillageNavigator) {
    window.maillageNavigator = true;
    document.addEventListener("click", (event) => window.maillageOnClick(event));
    window.addEventListener("popstate", () => window.maillageOnPopState());
  }
  window.maillageOnClick = onClick;
  window.maillageOnPopState = onPopState;
  window.maillageGo = go;
}
