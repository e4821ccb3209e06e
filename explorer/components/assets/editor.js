// A SPARQL editor: a plain text area with its words coloured behind it, lines numbered, the line at fault marked.
// What the answer looks like is in answer.js, which is joined to this script.
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
  state.area.rows = Math.max(9, Math.min(lines + 1, 28));
  state.area.setAttribute("aria-invalid", String(Boolean(wrong)));
  scroll(state);
}

function scroll(state) {
  const { scrollLeft, scrollTop } = state.area;
  state.paper.style.transform = `translate(${-scrollLeft}px, ${-scrollTop}px)`;
  state.gutter.style.transform = state.mark.style.transform = `translateY(${-scrollTop}px)`;
}

function build(root, data) {
  const frame = element("div", "ml ml-editor");
  const label = element("label", "", data.words.editor);
  const box = element("div", "ml-editor-box");
  const gutter = element("div", "ml-editor-gutter");
  const well = element("div", "ml-editor-well");
  const mark = element("div", "ml-editor-mark");
  const paper = element("pre");
  const area = element("textarea");
  const hint = element("small", "", data.words.hint);
  const run = element("button", "ml-button ml-primary", data.words.run);
  const row = element("p", "ml-editor-row");
  Object.assign(area, { id: "ml-editor", spellcheck: false, wrap: "off", autocapitalize: "off", autocomplete: "off", value: data.text });
  label.htmlFor = area.id;
  hint.id = "ml-editor-hint";
  area.setAttribute("aria-describedby", hint.id);
  for (const hidden of [gutter, paper, mark]) hidden.setAttribute("aria-hidden", "true");
  run.type = "button";
  well.append(mark, paper, area);
  box.append(gutter, well);
  row.append(run, hint);
  const answer = element("div", "ml-answer");
  const status = element("p", "ml-soft");
  status.setAttribute("role", "status");
  if (data.folded) {
    const fold = element("details", "ml-questions");
    fold.append(element("summary", "", data.words.query_of), label, box, row);
    frame.append(status, answer, fold);
  } else frame.append(label, box, row, status, answer);
  root.append(frame);
  const state = { area, paper, gutter, mark, answer, status, data, given: data.text, run };
  const send = () => { ask(state); state.trigger({ text: area.value, nonce: Date.now() }); };
  area.addEventListener("input", () => paint(state));
  area.addEventListener("scroll", () => scroll(state));
  area.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); send(); } });
  run.addEventListener("click", send);
  return state;
}

const states = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  let state = states.get(parentElement);
  if (!state || !state.area.isConnected) {
    state = build(parentElement, data);
    states.set(parentElement, state);
  }
  state.trigger = (value) => setTriggerValue("ran", value);
  if (data.text !== state.given) state.area.value = state.given = data.text;
  state.data = data;
  paint(state);
  if (data.run && data.text && data.text !== state.ran) ask(state);
}
