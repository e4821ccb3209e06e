// A SPARQL editor: a plain text area with its words coloured behind it, lines numbered, the line at fault marked.
// Suggestions (complete.js), the answer (answer.js, views.js) and the queries of before (history.js) are joined to it.
const TOKENS = /(#[^\n]*)|("(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)|(<[^<>"{}|^`\\\s]*>)|([?$][\p{L}\p{N}_]+)|([\p{L}\p{N}_-]*:[\p{L}\p{N}_.-]*)|(\b\d+(?:\.\d+)?\b)|(\b[A-Za-z]+\b)/gu;
const CLASSES = ["comment", "string", "iri", "variable", "name", "number"];
const WORDS = new Set("a add all as asc ask base bind bnode bound by ceil clear coalesce concat construct contains count create data datatype day default delete desc describe distinct drop exists filter floor from graph group group_concat having hours if in insert into iri isblank isiri isliteral isnumeric lang langmatches lcase limit load max min minus minutes month named not now offset optional order prefix rand reduced regex replace round sample select separator service silent str strafter strbefore strdt strends strlang strlen strstarts struuid substr sum timezone tz ucase undef union uri using uuid values where with year".split(" "));
const LONGEST = 30000;

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function coloured(text) {
  const parts = document.createDocumentFragment();
  let last = 0;
  for (const match of text.length > LONGEST ? [] : text.matchAll(TOKENS)) {
    const at = CLASSES.findIndex((_, group) => match[group + 1] !== undefined);
    const kind = at >= 0 ? CLASSES[at] : WORDS.has(match[0].toLowerCase()) ? "word" : "";
    parts.append(text.slice(last, match.index), kind ? element("span", `ml-sparql-${kind}`, match[0]) : match[0]);
    last = match.index + match[0].length;
  }
  parts.append(text.slice(last) + "\n");
  return parts;
}

function paint(state) {
  const text = state.area.value;
  const lines = text.split("\n").length;
  const wrong = state.fault && text === state.fault.text ? state.fault.line : 0;
  state.paper.replaceChildren(coloured(text));
  state.gutter.replaceChildren(...Array.from({ length: lines }, (_, at) => element("span", at + 1 === wrong ? "ml-wrong" : "", String(at + 1))));
  state.mark.hidden = !wrong;
  state.mark.style.top = `calc(.8rem + ${wrong - 1} * 1.5em)`;
  state.spot.hidden = !wrong;
  if (wrong) Object.assign(state.spot.style, { left: `calc(1rem + ${state.fault.column - 1}ch)`, top: state.mark.style.top, width: `${state.fault.width}ch` });
  state.area.rows = Math.max(9, Math.min(lines + 1, 28));
  state.area.setAttribute("aria-invalid", String(Boolean(wrong)));
  scroll(state);
}

function scroll(state) {
  const { scrollLeft, scrollTop } = state.area;
  state.paper.style.transform = `translate(${-scrollLeft}px, ${-scrollTop}px)`;
  state.gutter.style.transform = state.mark.style.transform = `translateY(${-scrollTop}px)`;
  state.spot.style.transform = `translate(${-scrollLeft}px, ${-scrollTop}px)`;
}

function build(root, data) {
  const frame = element("div", "ml ml-editor");
  const label = element("label", "", data.words.editor);
  const box = element("div", "ml-editor-box");
  const gutter = element("div", "ml-editor-gutter");
  const well = element("div", "ml-editor-well");
  const mark = element("div", "ml-editor-mark");
  const spot = element("div", "ml-editor-spot");
  const holder = element("div", "ml-editor-holder");
  const list = element("ul", "ml-complete");
  const said = element("p", "ml-hidden");
  const history = element("details", "ml-questions");
  const paper = element("pre");
  const area = element("textarea");
  const hint = element("small", "", data.words.hint);
  const run = element("button", "ml-button ml-primary", data.words.run);
  const row = element("p", "ml-editor-row");
  Object.assign(area, { id: "ml-editor", spellcheck: false, wrap: "off", autocapitalize: "off", autocomplete: "off", value: data.text });
  label.htmlFor = area.id;
  hint.id = "ml-editor-hint";
  area.setAttribute("aria-describedby", hint.id);
  Object.assign(list, { id: "ml-editor-list", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", data.words.suggestions);
  said.setAttribute("role", "status");
  for (const [name, given] of [["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-haspopup", "listbox"]]) area.setAttribute(name, given);
  for (const hidden of [gutter, paper, mark, spot]) hidden.setAttribute("aria-hidden", "true");
  run.type = "button";
  well.append(mark, spot, paper, area);
  box.append(gutter, well);
  holder.append(box, list, said);
  const copy = element("button", "ml-button", data.words.copy);
  copy.type = "button";
  row.append(run, copy, hint);
  const answer = element("div", "ml-answer");
  const status = element("p", "ml-soft");
  status.setAttribute("role", "status");
  if (data.folded) {
    const fold = element("details", "ml-questions");
    fold.append(element("summary", "", data.words.query_of), label, holder, row);
    frame.append(status, answer, fold, history);
  } else frame.append(label, holder, row, status, answer, history);
  root.append(frame);
  const state = { area, paper, gutter, mark, spot, list, said, history, answer, status, data, run, view: data.view };
  const send = () => { closeList(state); runByHand(state); };
  area.addEventListener("input", () => { paint(state); propose(state); });
  area.addEventListener("blur", () => setTimeout(() => closeList(state), 150));
  area.addEventListener("focus", () => vocabulary(state), { once: true });
  copy.addEventListener("click", async () => {
    const address = new URL(location.href);
    if (area.value.length < state.data.longest) for (const [name, given] of [["question", ""], ["query", area.value], ["as", state.view || ""]]) if (given) address.searchParams.set(name, given); else address.searchParams.delete(name);
    try { await navigator.clipboard.writeText(address.href); status.textContent = state.data.words.copied; } catch { status.textContent = address.href; }
  });
  area.addEventListener("scroll", () => scroll(state));
  area.addEventListener("keydown", (event) => { if (!onListKey(state, event) && event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); send(); } });
  run.addEventListener("click", send);
  return state;
}

// What Python gives for another address than the one that stands now is late: it waits, for the address may come to it.
const addressed = () => Object.fromEntries(new URLSearchParams(location.search));

const isOfNow = ({ data }) => { const now = addressed(); return Object.entries(data.address).every(([name, value]) => value === (now[name] || "")); };

function runByHand(state) {
  const text = state.area.value;
  if (text !== state.asked || !isOfNow(state)) {
    state.asked = text.length > state.data.longest ? "" : text;
    window.maillage.shows({ query: state.asked, as: state.view, lang: addressed().lang });
  }
  ask(state, true);
}

function arrive(state) {
  clearTimeout(state.later);
  if (!state.area.isConnected) return;
  if (!isOfNow(state)) { state.later = setTimeout(() => arrive(state), 100); return; }
  const { data } = state;
  const asked = data.run ? data.text : "";
  if (asked === state.asked) {
    if (data.view === state.view) return;
    state.view = data.view;
    state.see?.();
    return;
  }
  Object.assign(state, { asked, view: data.view });
  state.area.value = data.text;
  if (asked) ask(state); else withdraw(state);
}

const states = new WeakMap();

export default function ({ data: bytes, parentElement }) {
  const data = read(bytes);
  let state = states.get(parentElement);
  if (!state || !state.area.isConnected) {
    state = build(parentElement, data);
    states.set(parentElement, state);
  }
  state.data = data;
  arrive(state);
  paint(state);
  showHistory(state);
}
