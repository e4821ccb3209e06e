// Suggestions while one types in the editor: words of SPARQL, prefixes, the query's own variables, the classes and
// properties that the graph uses, things by their names. Arrows choose, Enter or Tab takes, Escape closes.
const FEW = 8;
const vocabularies = new Map();
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function vocabulary(state) {
  const address = state.data.vocabulary;
  if (!vocabularies.has(address)) {
    vocabularies.set(address, fetch(address).then((answer) => (answer.ok ? answer.json() : [])).catch(() => []));
  }
  return vocabularies.get(address);
}

// The word that ends where the caret is, and the one before it; nothing within a comment, a string or an address.
function wordAt(area) {
  const caret = area.selectionStart;
  if (caret !== area.selectionEnd || area.value.length > LONGEST) return undefined;
  for (const match of area.value.matchAll(TOKENS)) {
    if (match.index >= caret) break;
    if ((match[1] ?? match[2] ?? match[3]) !== undefined && match.index + match[0].length >= caret) return undefined;
  }
  const before = area.value.slice(0, caret);
  const word = /[?$]?[\p{L}\p{N}_:-]*$/u.exec(before)[0];
  return { word, start: caret - word.length, last: /(\S*)\s*$/.exec(before.slice(0, caret - word.length))[1] };
}

function variables(state, word) {
  const found = new Set(state.area.value.match(/[?$][\p{L}\p{N}_]+/gu) || []);
  return [...found].filter((name) => name.startsWith(word) && name !== word).map((text) => ({ text, note: state.data.words.variable }));
}

async function proposals(state, { word, last }) {
  if (/^[?$]/.test(word)) return variables(state, word);
  const wanted = fold(word);
  const words = state.data.words;
  const terms = (await vocabulary(state)).map(([text, label, kind, count]) => ({ text, label, kind, count, note: `${words[kind]} · ${label}` }));
  const inside = (term) => fold(term.text).startsWith(wanted) || (!word.includes(":") && [term.text.split(":")[1] || "", term.label].some((name) => fold(name).startsWith(wanted)));
  const first = /^(a|rdf:type)$/.test(last) ? "class" : "property";
  const found = terms.filter(inside).sort((one, other) => (other.kind === first) - (one.kind === first) || other.count - one.count);
  if (word.includes(":")) return found;
  const prefixes = Object.keys(state.data.prefixes).filter((name) => name.startsWith(wanted)).map((name) => ({ text: name + ":", note: words.prefix, more: true }));
  const keywords = [...WORDS].filter((name) => name.startsWith(wanted)).map((name) => ({ text: name.toUpperCase(), note: "SPARQL" }));
  const things = wanted.length > 2 ? await named(state, word) : [];
  return [...keywords.slice(0, 3), ...prefixes.slice(0, 2), ...found.slice(0, 4), ...things];
}

async function named(state, word) {
  try {
    const answer = await fetch(`/reconcile/suggest/entity?prefix=${encodeURIComponent(word)}&lang=${state.data.language}`);
    const said = answer.ok ? await answer.json() : { result: [] };
    return said.result.slice(0, 4).map((thing) => ({ text: `<${thing.id}>`, note: short(state, thing.id), shown: thing.name }));
  } catch { return []; }
}

async function propose(state, forced) {
  const at = wordAt(state.area);
  if (!at || (!forced && at.word.length < 2)) { closeList(state); return; }
  const asked = (state.proposing = {});
  const found = (await proposals(state, at)).filter((each) => each.text !== at.word).slice(0, FEW);
  if (asked !== state.proposing || document.activeElement !== state.area) return;
  if (!found.length) { closeList(state); return; }
  state.proposed = found;
  state.at = at;
  state.chosen = -1;
  const { list } = state;
  list.replaceChildren(...found.map((each, number) => option(state, each, number)));
  const lines = state.area.value.slice(0, at.start).split("\n");
  const { lineHeight } = getComputedStyle(state.area);
  list.style.top = `${parseFloat(getComputedStyle(state.area).paddingTop) + lines.length * parseFloat(lineHeight) - state.area.scrollTop}px`;
  list.style.left = `calc(${state.gutter.offsetWidth - state.area.scrollLeft}px + 1rem + ${lines.at(-1).length}ch)`;
  list.hidden = false;
  if (list.offsetLeft + list.offsetWidth > list.parentElement.clientWidth) list.style.left = `${Math.max(0, list.parentElement.clientWidth - list.offsetWidth)}px`;
  state.said.textContent = state.data.words.suggested.replace("{count}", found.length);
}

function option(state, proposal, number) {
  const made = element("li");
  Object.assign(made, { id: `${state.list.id}-${number}` });
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  made.append(element("span", "", proposal.shown || proposal.text), element("small", "", proposal.note));
  made.addEventListener("mousedown", (event) => { event.preventDefault(); take(state, number); });
  return made;
}

function take(state, number) {
  const { text, more } = state.proposed[number];
  state.area.setRangeText(text, state.at.start, state.area.selectionStart, "end");
  closeList(state);
  paint(state);
  if (more) propose(state, true);
}

function closeList(state) {
  state.proposing = undefined;
  state.list.hidden = true;
  state.area.removeAttribute("aria-activedescendant");
}

// Whether the key was for the list.
function onListKey(state, event) {
  if (event.key === " " && event.ctrlKey) { event.preventDefault(); propose(state, true); return true; }
  if (state.list.hidden) return false;
  const count = state.proposed.length;
  if (event.key === "Escape") closeList(state);
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (state.chosen < 0 && event.key === "ArrowUp") return false;
    state.chosen = (state.chosen + (event.key === "ArrowDown" ? 1 : -1) + count) % count;
    [...state.list.children].forEach((each, number) => each.setAttribute("aria-selected", String(number === state.chosen)));
    state.area.setAttribute("aria-activedescendant", state.list.children[state.chosen].id);
  } else if (event.key === "Tab" && !event.shiftKey) take(state, Math.max(state.chosen, 0));
  else if (event.key === "Enter" && state.chosen >= 0 && !event.ctrlKey) take(state, state.chosen);
  else return false;
  event.preventDefault();
  return true;
}
