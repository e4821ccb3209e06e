// The relationship graph on a page: draws what Python gives with vis-network and posts what was done in it to navigator.js. The layout settles
// once, then stays still; new nodes start beside a neighbour. How things are painted is in drawing.js, which comes before.
const states = new WeakMap();
let library;

function loadLibrary(address) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.vis);
    script.onerror = () => { library = undefined; reject(new Error(address)); };
    document.head.append(script);
  });
  return library;
}

// In a contrast theme the page has both schemes, and the system's is the one that is seen.
const isDark = (element) => {
  const schemes = getComputedStyle(element).colorScheme;
  return schemes.includes("dark") && (!schemes.includes("light") || matchMedia("(prefers-color-scheme: dark)").matches);
};

const physics = {
  solver: "forceAtlas2Based", forceAtlas2Based: { gravitationalConstant: -95, springLength: 120, springConstant: 0.06, damping: 0.6, avoidOverlap: 0.6 },
  minVelocity: 0.9, maxVelocity: 60, stabilization: { enabled: true, iterations: 260, fit: true },
};

function settle(state) {
  state.network.setOptions({ physics: { enabled: false } });
  state.root.dataset.settled = "true";
  report(state);
}

// While a link is followed nothing is told: the message would come from the page that is left, and lead back to it.
function report(state) {
  if (state.data.leads) return;
  clearTimeout(state.later);
  if (window.maillage.leaving()) { state.later = setTimeout(() => { if (state.root.isConnected) report(state); }, 200); return; }
  const before = state.said;
  const places = standing(state);
  if (state.said !== before) window.maillage.post({ action: "place", places });
}

function standing(state) {
  const places = {};
  for (const [id, { x, y }] of Object.entries(state.network.getPositions())) places[id] = [Math.round(x), Math.round(y)];
  state.said = JSON.stringify(places);
  return places;
}

function create(state, vis) {
  const first = starts(state.data);
  state.nodes = new vis.DataSet(state.data.nodes.map((node) => ({ ...first.get(node.id), ...visNode(state, node) })));
  state.edges = new vis.DataSet(state.data.edges.map((edge) => visEdge(state, edge)));
  const chosen = { ...options(state), physics };
  const placed = state.data.nodes.length > 0 && state.data.nodes.every((node) => node.x !== undefined);
  if (placed) chosen.physics = { enabled: false };
  const network = state.network = new vis.Network(state.canvas, { nodes: state.nodes, edges: state.edges }, chosen);
  state.canvas.querySelector("canvas")?.setAttribute("aria-hidden", "true");
  state.canvas.querySelector("[tabindex]")?.removeAttribute("tabindex");
  window.maillage = { ...window.maillage, graphs: { ...window.maillage?.graphs, [state.data.name]: network } };
  state.arrangement = state.data.arrangement;
  network.on("beforeDrawing", (ctx) => prepare(state, ctx));
  network.on("click", (event) => onClick(state, event));
  network.on("doubleClick", (event) => onDoubleClick(state, event));
  network.on("dragEnd", (event) => { if (event.nodes.length) { pin(state, event.nodes[0]); } });
  network.on("hoverNode", () => { state.canvas.style.cursor = "pointer"; });
  network.on("hoverEdge", () => { state.canvas.style.cursor = "pointer"; });
  network.on("blurNode", () => { state.canvas.style.cursor = ""; });
  network.on("blurEdge", () => { state.canvas.style.cursor = ""; });
  if (placed) { fit(state); state.root.dataset.settled = "true"; tell(state); } else network.once("stabilizationIterationsDone", () => { settle(state); fit(state); });
}

// A single click waits a moment, so that a double one on the same thing expands it without opening its card first.
function onClick(state, event) {
  const picked = event.nodes[0] ?? event.edges[0];
  if (picked === undefined || picked.startsWith("rest ")) return;
  if (state.data.leads) { lead(state, picked, !event.nodes.length); return; }
  if (state.clicked && state.clicked.picked !== picked) state.clicked.select();
  clearTimeout(state.clicked?.timer);
  const select = () => { clearTimeout(state.clicked?.timer); state.clicked = undefined; window.maillage.post({ action: "select", subject: picked }); };
  state.clicked = { picked, select, timer: setTimeout(select, 230) };
}

function onDoubleClick(state, event) {
  if (state.data.leads || !event.nodes.length) return;
  clearTimeout(state.clicked?.timer);
  state.clicked = undefined;
  window.maillage.post({ action: "open", subject: event.nodes[0] });
}

// Where a drawing is no graph to work on, what is clicked in it is a link.
function lead(state, picked, isEdge) {
  const { href, node, edge, focus } = state.data.leads;
  const names = isEdge ? edge : [node];
  if (!names.length) return;
  const url = new URL(href, location.href);
  const values = names.length > 1 ? picked.split(" ") : [picked];
  names.forEach((name, at) => url.searchParams.set(name, values[at]));
  window.maillage.go(url.pathname + url.search, focus);
}

function pin(state, id) {
  if (state.data.leads) return;
  const { x, y } = state.network.getPosition(id);
  state.nodes.update({ id, x, y, fixed: { x: true, y: true } });
  window.maillage.post({ action: "pin", subject: id, places: standing(state) });
}

function update(state) {
  const wanted = new Set(state.data.nodes.map((node) => node.id));
  const links = new Set(state.data.edges.map((edge) => edge.id));
  const old = new Set(state.nodes.getIds());
  const moves = state.arrangement !== state.data.arrangement;
  state.arrangement = state.data.arrangement;
  state.nodes.remove([...old].filter((id) => !wanted.has(id)));
  state.edges.remove(state.edges.getIds().filter((id) => !links.has(id)));
  const stays = (node) => old.has(node.id) && !(moves && node.x !== undefined);
  const made = state.data.nodes.map((node) => ({ ...visNode(state, node), ...(stays(node) ? here(state, node.id) : node.x === undefined ? beside(state, node) : {}) }));
  state.nodes.update(made);
  state.edges.update(state.data.edges.map((edge) => visEdge(state, edge)));
  const unplaced = state.data.nodes.some((node) => node.x === undefined && (moves || !old.has(node.id)));
  if (unplaced) arrange(state, moves ? 260 : 160);
  else if (moves) {
    state.network.setOptions({ physics: { enabled: false } });
    state.root.dataset.settled = "true";
    fit(state);
  }
  tell(state);
}

// The address lacks something that only a report brings: a few tries, so that nothing turns in circles.
function tell(state) {
  if (!state.data.wanting) { state.again = 0; return; }
  if (!state.root.dataset.settled || (state.again = (state.again || 0) + 1) > 3) return;
  state.said = "";
  report(state);
}

function arrange(state, iterations) {
  delete state.root.dataset.settled;
  state.network.setOptions({ physics: { ...physics, enabled: true } });
  state.network.once("stabilizationIterationsDone", () => { settle(state); fit(state); });
  state.network.stabilize(iterations);
}

// Where the layout starts from: those begun with apart, each other one amid what it is linked to, in the order in which they
// are met from there. The library's own start takes longer than all that follows it.
function starts({ nodes, edges }) {
  const near = new Map(nodes.map((node) => [node.id, []]));
  for (const { from, to } of edges) { near.get(from).push(to); near.get(to).push(from); }
  const at = new Map();
  const given = new Map(nodes.filter((node) => node.x !== undefined).map(({ id, x, y }) => [id, { x, y }]));
  const put = (id, around, away, turn) => at.set(id, given.get(id) ?? { x: around.x + away * Math.cos(2.4 * turn), y: around.y + away * Math.sin(2.4 * turn) });
  const spread = (met) => {
    for (const each of met) {
      near.get(each).filter((other) => !at.has(other)).forEach((other, turn) => {
        put(other, middle(near.get(other).map((one) => at.get(one)).filter(Boolean)), 90 + 20 * Math.sqrt(turn), turn);
        met.push(other);
      });
    }
  };
  let apart = 0;
  const alone = (id) => { put(id, { x: 0, y: 0 }, 500 * Math.sqrt(apart), apart++); return id; };
  spread(nodes.filter((node) => node.seed).map((node) => alone(node.id)));
  for (const { id } of nodes) if (!at.has(id)) spread([alone(id)]);
  return at;
}

const middle = (places) => ({ x: places.reduce((sum, each) => sum + each.x, 0) / places.length, y: places.reduce((sum, each) => sum + each.y, 0) / places.length });

const here = (state, id) => { const { x, y } = state.network.getPosition(id); return { x, y }; };

function beside(state, node) {
  const edge = state.data.edges.find((one) => (one.from === node.id || one.to === node.id) && state.nodes.get(one.from === node.id ? one.to : one.from));
  if (!edge) return {};
  const anchor = here(state, edge.from === node.id ? edge.to : edge.from);
  const angle = (state.turn = (state.turn || 0) + 2.4);
  return { x: anchor.x + 90 * Math.cos(angle), y: anchor.y + 90 * Math.sin(angle) };
}

function build(root, data) {
  const frame = element("div", "ml ml-graph");
  const canvas = element("div", "ml-canvas");
  const tools = element("div", "ml-graph-tools");
  canvas.style.height = data.height;
  canvas.setAttribute("role", "img");
  frame.append(canvas, tools);
  root.append(frame);
  const state = { root: frame, canvas, data, said: "" };
  const button = (label, sign, act) => {
    const made = element("button", "ml-button", sign);
    made.type = "button";
    made.setAttribute("aria-label", label);
    made.title = label;
    made.addEventListener("click", () => state.network && act());
    tools.append(made);
  };
  button(data.words.closer, "+", () => state.network.moveTo({ scale: state.network.getScale() * 1.3 }));
  button(data.words.farther, "−", () => state.network.moveTo({ scale: state.network.getScale() / 1.3 }));
  button(data.words.fit, "⤢", () => fit(state));
  if (data.leads) button(data.words.picture, data.words.picture, () => savePicture(state));
  return state;
}

// Buttons of the page beside the drawing: its picture, and the address that restores it.
function onPress(event) {
  const pressed = event.composedPath().find((node) => node instanceof Element && node.matches("[data-picture], [data-copy]"));
  if (!pressed) return;
  if (pressed.dataset.picture) savePicture(window.maillage.drawn[pressed.dataset.picture]);
  else navigator.clipboard?.writeText(location.href).then(() => { pressed.textContent = pressed.dataset.copy; });
}

function savePicture(state) {
  const canvas = state.canvas.querySelector("canvas");
  if (!canvas?.width) return;
  const copy = document.createElement("canvas");
  Object.assign(copy, { width: canvas.width, height: canvas.height });
  const pen = copy.getContext("2d");
  pen.fillStyle = state.colours.paper;
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(canvas, 0, 0);
  const link = element("a");
  link.download = "maillage.png";
  link.href = copy.toDataURL("image/png");
  link.click();
}

// What stands in words beside a drawing is read first; a page in the background paints nothing, and waits for nothing.
function afterPaint(act) {
  if (document.hidden) act(); else requestAnimationFrame(() => setTimeout(act));
}

export default function ({ data: bytes, parentElement }) {
  const data = read(bytes);
  let state = states.get(parentElement);
  if (!state || !state.root.isConnected) {
    state = build(parentElement, data);
    states.set(parentElement, state);
  }
  state.data = data;
  if (!window.maillage?.drawn) document.addEventListener("click", onPress);
  window.maillage = { ...window.maillage, drawn: { ...window.maillage?.drawn, [data.name]: state } };
  state.scheme = isDark(state.root) ? "dark" : "light";
  state.colours = palette(isDark(state.root), getComputedStyle(state.root).color);
  state.canvas.setAttribute("aria-label", data.words.described);
  loadLibrary(data.library).then(
    (vis) => { if (state.network) update(state); else afterPaint(() => { if (state.network) update(state); else create(state, vis); }); },
    () => { state.canvas.textContent = data.words.unavailable; },
  );
}
