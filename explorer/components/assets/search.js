// A search field with suggestions, after the ARIA combobox pattern. Suggestions are links: choosing one follows it. Where
// nothing is chosen, Enter leads to all that is found; in a field that wants one thing for its page, it takes the only one
// that is called so, or proposes the first. Arrows and Enter that come before what was typed is answered wait for its answer:
// nothing of a shorter text can be chosen any more.
const WAIT = 110;

function build(root, data, send) {
  const box = element("div", "ml ml-search");
  const label = element("label", "ml-search-label", data.words.label);
  const input = element("input");
  const list = element("ul", "ml-suggestions");
  const status = element("p", "ml-hidden");
  const id = "ml-search-" + data.id;
  Object.assign(input, { id, type: "search", placeholder: data.words.placeholder, autocomplete: "off", spellcheck: false });
  label.htmlFor = id;
  list.id = id + "-list";
  list.hidden = true;
  status.setAttribute("role", "status");
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value);
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", data.words.suggestions);
  box.append(label, input, list, status);
  root.append(box);
  const state = { input, list, status, active: -1, send, timer: 0, data, asked: "", shown: "", answered: "", things: [], wanted: "", steps: 0, entered: false };
  input.addEventListener("input", () => onInput(state));
  input.addEventListener("keydown", (event) => onKey(state, event));
  input.addEventListener("blur", () => setTimeout(() => close(state), 180));
  input.addEventListener("focus", () => { if (state.list.children.length && input.value.trim()) open(state); });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  return state;
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function onInput(state) {
  clearTimeout(state.timer);
  const text = state.input.value.trim();
  state.wanted = "";
  rest(state);
  if (!text) { state.list.replaceChildren(); state.asked = state.shown = state.answered = ""; close(state); return; }
  state.timer = setTimeout(() => ask(state, text), WAIT);
}

function ask(state, text) {
  clearTimeout(state.timer);
  if (state.asked !== text) { state.asked = text; state.send(text); }
}

function onKey(state, event) {
  const text = state.input.value.trim();
  const late = text !== state.answered;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!text) return;
    event.preventDefault();
    state.steps += event.key === "ArrowDown" ? 1 : -1;
    if (late) ask(state, text);
    else step(state);
  } else if (event.key === "Escape") {
    close(state);
  } else if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    const chosen = state.list.children[state.active];
    if (late && state.steps) state.entered = true;
    else if (!late && chosen) choose(state, chosen);
    else if (text && state.data.all) all(state, text);
    else if (text) take(state, text);
  }
}

// Takes the arrows pressed so far, and Enter after them.
function step(state) {
  const options = state.list.querySelectorAll("[role=option]");
  const { steps, entered } = state;
  state.steps = 0;
  state.entered = false;
  if (!options.length) {
    if (entered && state.data.all) all(state, state.input.value.trim());
    return;
  }
  open(state);
  const from = state.active < 0 && steps < 0 ? 0 : state.active;
  activate(state, (((from + steps) % options.length) + options.length) % options.length);
  if (entered) choose(state, options[state.active]);
}

// What was typed may not be answered yet: it is taken then.
function take(state, text) {
  clearTimeout(state.timer);
  if (state.answered !== text) {
    state.wanted = text;
    ask(state, text);
    return;
  }
  state.wanted = "";
  const named = state.things.flatMap((thing, at) => thing.exact ? [at] : []);
  if (named.length === 1) choose(state, state.list.children[named[0]]);
  else if (state.things.length) { open(state); activate(state, 0); }
}

function choose(state, option) {
  close(state);
  window.maillage.go(option.querySelector("a").getAttribute("href"), state.data.focus || "h1");
}

function all(state, text) { window.maillage.go(state.data.all + encodeURIComponent(text), "h1"); }

function activate(state, index) {
  state.active = index;
  [...state.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
  const option = state.list.children[index];
  if (!option) return;
  state.input.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function open(state) { state.list.hidden = false; state.input.setAttribute("aria-expanded", "true"); }

function close(state) {
  state.list.hidden = true;
  state.input.setAttribute("aria-expanded", "false");
  rest(state);
}

// Nothing is active, and no key is waiting.
function rest(state) {
  Object.assign(state, { active: -1, steps: 0, entered: false });
  state.list.querySelectorAll("[aria-selected=true]").forEach((option) => option.setAttribute("aria-selected", "false"));
  state.input.removeAttribute("aria-activedescendant");
}

function fill(state) {
  const { suggestions, words, query } = state.data;
  if (query !== state.asked || !state.input.value.trim()) return;
  const shown = JSON.stringify([query, suggestions]);
  if (shown === state.shown) return; // drawn again for another reason: what is active stays so
  state.shown = shown;
  state.answered = query;
  state.things = suggestions;
  state.active = -1;
  state.input.removeAttribute("aria-activedescendant");
  state.list.replaceChildren(...suggestions.map((thing, at) => suggestion(state, thing, at)));
  state.status.textContent = words.found;
  if (!suggestions.length && query) {
    const none = element("li", "ml-none", words.none);
    none.setAttribute("role", "presentation");
    state.list.replaceChildren(none);
    state.list.hidden = false;
  } else if (suggestions.length && document.activeElement === state.input) open(state);
  if (state.steps && query === state.input.value.trim()) step(state);
}

function suggestion(state, thing, at) {
  const option = element("li");
  option.id = `${state.list.id}-${at}`;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  const link = element("a");
  link.href = thing.href;
  link.tabIndex = -1;
  link.dataset.in = state.data.focus;
  link.append(picture(thing), element("span", "ml-thing", thing.label), element("small", "", thing.note));
  option.append(link);
  option.addEventListener("mousemove", () => { if (state.active !== at) activate(state, at); });
  return option;
}

function picture(thing) {
  const shape = element("i", `ml-icon ml-kind-${thing.kind}`);
  shape.setAttribute("aria-hidden", "true");
  return shape;
}

const states = new WeakMap();

export default function ({ data: bytes, parentElement, setTriggerValue }) {
  const data = read(bytes);
  const send = (text) => setTriggerValue("typed", text);
  let state = states.get(parentElement);
  if (!state || !state.input.isConnected) {
    state = build(parentElement, data, send);
    states.set(parentElement, state);
  }
  if (state.text !== data.text && document.activeElement !== state.input) state.input.value = data.query || data.text;
  state.text = data.text;
  state.send = send;
  state.data = data;
  fill(state);
  if (state.wanted && state.wanted === state.answered) take(state, state.wanted);
  if (data.told && state.told !== data.told) state.status.textContent = data.told;
  state.told = data.told;
}
