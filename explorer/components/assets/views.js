// An answer drawn: as bars, as a graph, on a map. The table says the same; every value becomes a text node.
const BARS = 40;
const DRAWN = 400;
const SVG = "http://www.w3.org/2000/svg";
const numeric = (term) => !term || (term.type !== "uri" && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(term.value));

// The ways in which these rows can be seen; each draws into a box.
function waysToSee(state, rows, columns) {
  const numbers = columns.filter((name) => rows.some((row) => row[name]) && rows.every((row) => numeric(row[name])));
  const names = columns.filter((name) => !numbers.includes(name));
  const years = numbers.find((name) => rows.every((row) => /^[12]\d{3}$/.test(row[name]?.value)));
  const label = names[0] || years;
  const values = numbers.filter((name) => name !== label).slice(0, 3);
  const things = columns.filter((name) => rows.some((row) => row[name]?.type === "uri"));
  const ways = {};
  if (label && values.length) ways.chart = (box) => drawBars(state, box, rows, label, values);
  if (things.length > 1) ways.graph = (box) => drawGraph(state, box, pairs(state, rows, things));
  const points = rows.map((row) => pointOf(state, row, columns)).filter(Boolean);
  if (points.length) ways.map = (box) => drawMap(state, box, points);
  return ways;
}

function drawBars(state, box, rows, label, values) {
  const top = Math.max(...rows.flatMap((row) => values.map((name) => Number(row[name]?.value || 0))), 0) || 1;
  const list = element("ul", "ml-answer-bars");
  for (const row of rows.slice(0, BARS)) {
    const line = element("li");
    const head = element("span");
    head.append(value(state, row[label], row[label + "_label"]));
    line.append(head);
    values.forEach((name, at) => {
      const bar = element("i", `ml-series-${at + 1}`);
      bar.style.width = `${(100 * Math.max(Number(row[name]?.value || 0), 0)) / top}%`;
      bar.setAttribute("aria-hidden", "true");
      const said = element("span", "ml-answer-bar");
      said.append(bar, element("b", "", Number(row[name]?.value || 0).toLocaleString(state.data.language)));
      line.append(said);
    });
    list.append(line);
  }
  const keys = element("p", "ml-keys ml-soft");
  values.forEach((name, at) => { const key = element("span"); key.append(element("i", `ml-key ml-series-${at + 1}`), " " + called(state, name)); keys.append(key); });
  box.append(keys, list, ...(rows.length > BARS ? [element("p", "ml-soft", state.data.words.shown.replace("{count}", BARS))] : []));
}

function pairs(state, rows, things) {
  const found = [];
  for (const row of rows) {
    const ends = things.filter((name) => row[name]?.type === "uri");
    for (const other of ends.slice(1)) found.push({ from: row[ends[0]].value, to: row[other].value, label: "", names: { [row[ends[0]].value]: row[ends[0] + "_label"]?.value, [row[other].value]: row[other + "_label"]?.value } });
  }
  return found;
}

// N-Triples, as far as a drawing needs them: relations between addresses, and labels.
function triples(state, text) {
  const names = {};
  const found = [];
  for (const line of text.split("\n")) {
    const relation = /^<([^>]*)> <([^>]*)> <([^>]*)> \.$/.exec(line);
    const label = /^<([^>]*)> <[^>]*(?:#label|[#/]prefLabel|\/title|\/name)> "((?:[^"\\]|\\.)*)"(?:@([\w-]+))?/.exec(line);
    if (relation && !relation[2].endsWith("#type")) found.push({ from: relation[1], to: relation[3], label: short(state, relation[2]), names });
    if (label && (!names[label[1]] || label[3] === state.data.language)) names[label[1]] = label[2].replace(/\\(["\\])/g, "$1");
  }
  return found;
}

async function drawGraph(state, box, edges) {
  const canvas = element("div", "ml-answer-graph");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", state.data.words.same);
  box.append(canvas);
  if (!window.vis) await import(new URL(state.data.library, location.href).href);
  const style = getComputedStyle(state.area.closest(".ml"));
  const ink = style.color;
  const nodes = new Map();
  const links = new Map();
  for (const { from, to, label, names } of edges.slice(0, DRAWN)) {
    for (const iri of [from, to]) nodes.set(iri, names[iri] || nodes.get(iri) || short(state, iri));
    links.set(`${from} ${to}`, { id: `${from} ${to}`, from, to, label });
  }
  const few = links.size < 30;
  const network = new window.vis.Network(canvas, {
    nodes: [...nodes].map(([id, name]) => ({ id, label: name.slice(0, 34), title: tip(name), shape: "dot", size: 9 })),
    edges: [...links.values()].map((link) => ({ ...link, label: few ? link.label : "", arrows: { to: { enabled: true, scaleFactor: 0.5 } } })),
  }, {
    layout: { randomSeed: 7, improvedLayout: nodes.size < 120 }, interaction: { hover: true },
    nodes: { color: scheme(state.area) === "dark" ? "#6fd0c3" : "#0b6b63", font: { color: ink, size: 13 } },
    edges: { smooth: false, color: { color: "#8b949c" }, font: { color: ink, size: 10, strokeWidth: 0 } },
    physics: { solver: "forceAtlas2Based", forceAtlas2Based: { gravitationalConstant: -80, springLength: 150, avoidOverlap: 0.5 }, stabilization: { iterations: 200 } },
  });
  network.once("stabilizationIterationsDone", () => { network.setOptions({ physics: { enabled: false } }); canvas.dataset.settled = "true"; });
  network.on("click", (event) => { if (event.nodes.length) window.maillage.go(state.data.thing + encodeURIComponent(event.nodes[0])); });
  if (edges.length > DRAWN) box.append(element("p", "ml-soft", state.data.words.shown.replace("{count}", DRAWN)));
}

const tip = (text) => { const made = element("div", "ml-tip"); made.append(element("strong", "", text.slice(0, 240))); return made; };
const scheme = (node) => {
  const both = getComputedStyle(node).colorScheme;
  const dark = both.includes("dark") && (!both.includes("light") || matchMedia("(prefers-color-scheme: dark)").matches);
  return dark ? "dark" : "light";
};

function pointOf(state, row, columns) {
  const find = (names) => columns.find((name) => names.test(name) && numeric(row[name]) && row[name]);
  const [latitude, longitude] = [find(/^(lat|latitude)$/i), find(/^(lon|lng|long|longitude)$/i)];
  const named = columns.find((name) => row[name]?.type === "uri" && !row[name].value.startsWith("geo:"));
  const label = named ? row[named + "_label"]?.value || short(state, row[named].value) : "";
  const point = (y, x) => (Math.abs(y) <= 85 && Math.abs(x) <= 180 ? { y, x, label, iri: named && row[named].value } : undefined);
  if (latitude && longitude) return point(Number(row[latitude].value), Number(row[longitude].value));
  for (const name of columns) {
    const geo = /^geo:(-?[\d.]+),(-?[\d.]+)/.exec(row[name]?.value || "");
    if (geo) return point(Number(geo[1]), Number(geo[2]));
  }
  return undefined;
}

const north = (latitude) => (Math.asinh(Math.tan((latitude * Math.PI) / 180)) * 180) / Math.PI;

async function drawMap(state, box, points) {
  const [across, along] = [points.map((each) => each.x), points.map((each) => north(each.y))];
  const range = (values) => [values.reduce((one, other) => Math.min(one, other)), values.reduce((one, other) => Math.max(one, other))];
  const [[west, east], [south, top]] = [range(across), range(along)];
  const width = Math.max(east - west, (top - south) * 1.5, 0.05) * 1.15;
  const left = (west + east) / 2 - width / 2;
  const high = (south + top) / 2 + width / 3;
  const place = (x, y) => [((x - left) / width) * 900, ((high - y) / width) * 900];
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 900 600");
  drawing.setAttribute("class", "ml-answer-map");
  const land = document.createElementNS(SVG, "path");
  land.setAttribute("d", outlines(await (await fetch(state.data.outlines)).text(), place));
  drawing.append(land);
  for (const each of points.slice(0, DRAWN)) {
    const [x, y] = place(each.x, north(each.y));
    const spot = document.createElementNS(SVG, "circle");
    const name = document.createElementNS(SVG, "title");
    name.textContent = each.label.slice(0, 240);
    for (const [attribute, given] of [["cx", x], ["cy", y], ["r", 6]]) spot.setAttribute(attribute, given);
    spot.append(name);
    const link = document.createElementNS(SVG, "a");
    if (each.iri) { link.setAttribute("href", state.data.thing + encodeURIComponent(each.iri)); link.dataset.in = ""; link.setAttribute("aria-label", each.label.slice(0, 240)); }
    link.append(spot);
    drawing.append(link);
  }
  box.append(drawing, ...(points.length > DRAWN ? [element("p", "ml-soft", state.data.words.shown.replace("{count}", DRAWN))] : []));
}

function outlines(text, place) {
  const parts = [];
  for (const line of text.trim().split("\n")) {
    let [x, y] = [0, 0];
    const found = line.split(" ").map((pair) => { const [right, up] = pair.split(",").map(Number); x += right; y += up; return place(x / 100, north(Math.max(-85, Math.min(85, y / 100)))); });
    if (found.some(([across, down]) => across > -900 && across < 1800 && down > -600 && down < 1200)) parts.push("M" + found.map(([across, down]) => `${across.toFixed(1)} ${down.toFixed(1)}`).join("L") + "Z");
  }
  return parts.join("");
}
