// Asks the endpoint and shows what it says: a table whose things lead to their pages, a graph in Turtle, yes or no, or
// the error with its line. Every value becomes a text node.
const ROWS = 500;
const TURTLE = 60000;
const BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean";

async function ask(state, byHand = false) {
  const text = state.area.value;
  const words = state.data.words;
  state.asking?.abort();
  const asking = (state.asking = new AbortController());
  state.see = undefined;
  state.fault = undefined;
  state.status.textContent = words.running;
  state.answer.setAttribute("aria-busy", "true");
  const started = performance.now();
  try {
    const response = await send(text, "application/sparql-results+json, text/turtle;q=0.9", asking.signal);
    const kind = response.headers.get("content-type") || "";
    const said = kind.includes("json") ? await response.json() : await response.text();
    if (state.asking !== asking) return;
    if (!response.ok) refuse(state, text, said, byHand);
    else if (kind.includes("turtle")) showTurtle(state, text, said);
    else if (said.boolean !== undefined) state.answer.replaceChildren(element("p", "ml-boolean", said.boolean ? words.boolean_true : words.boolean_false));
    else showTable(state, text, said);
    if (response.ok && byHand) remember(state, text);
    if (response.ok) state.status.textContent = [state.counted, `${Math.round(performance.now() - started)} ms`].filter(Boolean).join(" · ");
  } catch (error) {
    if (error.name !== "AbortError") refuse(state, text, { detail: words.unreachable }, byHand);
  } finally {
    if (state.asking === asking) end(state);
  }
}

function end(state) {
  state.counted = "";
  state.answer.removeAttribute("aria-busy");
  paint(state);
}

// What was asked is asked no more.
function withdraw(state) {
  state.asking?.abort();
  state.see = state.fault = undefined;
  state.status.textContent = "";
  state.answer.replaceChildren();
  end(state);
}

const send = (text, accept, signal) => fetch("/sparql", { method: "POST", body: text, signal, headers: { "content-type": "application/sparql-query", accept, "accept-language": document.documentElement.lang } });

function refuse(state, text, said, byHand) {
  const place = /line (\d+), column (\d+)/.exec(said.place || said.detail || "");
  const box = element("div", "ml-alert");
  box.setAttribute("role", "alert");
  box.append(element("strong", "", state.data.words.error), element("pre", "", (said.detail || String(said)).replace(state.data.words.send_update, state.data.words.reads_only)));
  state.answer.replaceChildren(box);
  state.status.textContent = "";
  if (place) {
    const [line, column] = [Number(place[1]), Number(place[2])];
    const at = text.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0) + column - 1;
    const found = /^[^\s.;,(){}]+/.exec(text.slice(at))?.[0];
    const before = found ? "" : /\S*\s*$/.exec(text.slice(0, at).split("\n").pop())[0];
    state.fault = { text, line, column: column - before.length, width: Math.max((found || before).length, 1) };
    const back = element("button", "ml-button", state.data.words.go_to.replace("{line}", line).replace("{column}", column));
    back.type = "button";
    const goThere = () => { state.area.focus(); state.area.setSelectionRange(at, at); };
    back.addEventListener("click", goThere);
    box.append(back);
    if (byHand) goThere();
  }
}

function showTable(state, text, said) {
  const words = state.data.words;
  const rows = said.results.bindings;
  const columns = said.head.vars.filter((name) => !(name.endsWith("_label") && said.head.vars.includes(name.slice(0, -6))));
  state.counted = plural(words.rows, rows.length);
  if (!rows.length) { state.answer.replaceChildren(element("p", "", words.none)); return; }
  const table = element("table", "ml-table");
  table.style.setProperty("--ml-columns", columns.length);
  const head = table.createTHead().insertRow();
  for (const name of columns) head.append(Object.assign(element("th", "", called(state, name)), { scope: "col" }));
  const body = table.createTBody();
  for (const row of rows.slice(0, ROWS)) {
    const line = body.insertRow();
    for (const name of columns) line.insertCell().append(value(state, row[name], row[name + "_label"]));
  }
  const scroll = element("div", "ml-scroll");
  Object.assign(scroll, { tabIndex: 0 });
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", words.caption);
  scroll.append(table);
  const note = rows.length > ROWS ? [element("p", "ml-soft", words.shown.replace("{count}", ROWS))] : [];
  const ways = { table: (box) => box.append(scroll, ...note), ...waysToSee(state, rows, columns) };
  state.answer.replaceChildren(...seen(state, ways), downloads(state, text, [["CSV", "text/csv", "csv", words.csv], ["JSON", "application/sparql-results+json", "json", words.json]]));
}

const called = (state, name) => state.data.columns[name] || name.replaceAll("_", " ");

// The ways of seeing an answer as buttons, and the box in which the chosen one draws.
function seen(state, ways) {
  const box = element("div", "ml-seen");
  const row = element("p", "ml-pills");
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", state.data.words.see_as);
  const see = (way) => {
    for (const button of row.children) button.setAttribute("aria-pressed", String(button.dataset.way === way));
    box.replaceChildren();
    ways[way](box);
  };
  for (const way of Object.keys(ways)) {
    const button = element("button", "ml-button", state.data.words[`as_${way}`]);
    button.type = "button";
    button.dataset.way = way;
    button.addEventListener("click", () => { state.view = way; see(way); window.maillage.shows({ ...addressed(), as: way }); });
    row.append(button);
  }
  const first = Object.keys(ways)[0];
  state.see = () => see(ways[state.view] ? state.view : first);
  state.see();
  return Object.keys(ways).length > 1 ? [row, box] : [box];
}

function value(state, term, label) {
  if (!term) return "";
  if (state.data.folded && term.datatype === BOOLEAN) return state.data.words[`boolean_${term.value}`] || term.value;
  if (term.type !== "uri") return term.value;
  const link = element("a", "ml-thing", label?.value || state.data.terms[term.value] || short(state, term.value));
  const inside = term.value.startsWith(state.data.base) || label;
  if (!inside && !/^https?:/.test(term.value)) return term.value;
  link.href = state.data.thing + encodeURIComponent(term.value);
  link.dataset.in = "";
  link.title = term.value;
  return link;
}

function short(state, iri) {
  const found = Object.entries(state.data.prefixes).find(([, base]) => iri.startsWith(base));
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri.replace(state.data.base, "");
}

function showTurtle(state, text, said) {
  const paper = element("pre", "ml-turtle", said.length > TURTLE ? said.slice(0, TURTLE) + "\n…" : said);
  paper.tabIndex = 0;
  const graph = async (box) => drawGraph(state, box, triples(state, await (await send(text, "application/n-triples")).text()));
  state.answer.replaceChildren(...seen(state, { turtle: (box) => box.append(paper), graph }), downloads(state, text, [["Turtle", "text/turtle", "ttl", state.data.words.turtle]]));
}

function downloads(state, text, kinds) {
  const row = element("p", "ml-pills");
  for (const [, accept, extension, label] of kinds) {
    const button = element("button", "ml-button", label);
    button.type = "button";
    button.addEventListener("click", async () => save(await (await send(text, accept)).blob(), `maillage.${extension}`));
    row.append(button);
  }
  return row;
}

function save(blob, name) {
  const link = element("a");
  link.download = name;
  link.href = URL.createObjectURL(blob);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 5000);
}

const plural = (forms, count) => (count === 1 || (count === 0 && forms.zero_is_one) ? forms.one : forms.other).replace("{count}", count.toLocaleString(document.documentElement.lang));
