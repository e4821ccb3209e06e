// The relationship graph: draws what Python gives with vis-network and says what was clicked. Labels only ever become
// canvas text or text nodes. The layout settles once, then stays still; new nodes start beside a neighbour.
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

const scheme = (element) => getComputedStyle(element).colorScheme.includes("dark") ? "dark" : "light";

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// Two lines of about 22 characters: enough to tell a thing, short enough for a hundred of them.
function lines(label) {
  const words = label.split(/\s+/).slice(0, 12);
  const found = [""];
  for (const word of words) {
    const last = found[found.length - 1];
    if (last && last.length + word.length > 21) found.push(word); else found[found.length - 1] = last ? `${last} ${word}` : word;
  }
  const shown = found.slice(0, 2).map((line) => (line.length > 24 ? line.slice(0, 23) + "…" : line));
  if (found.length > 2 || words.join(" ").length < label.trim().length && shown.length > 1) shown[shown.length - 1] = shown.at(-1).replace(/…?$/, "…");
  return shown;
}

function painter(state, node) {
  const path = new Path2D(state.data.looks[node.kind].path);
  const text = lines(node.label);
  return ({ ctx, x, y, state: { selected, hover } }) => {
    const size = node.size !== undefined ? 7 + 15 * Math.sqrt(node.size) : node.seed ? 17 : 11;
    const colours = state.colours;
    const active = selected || node.id === state.data.selected;
    return {
      drawNode() {
        ctx.save();
        ctx.translate(x, y);
        if (active || hover || node.pinned) {
          ctx.beginPath();
          ctx.arc(0, 0, size + 6, 0, 2 * Math.PI);
          ctx.strokeStyle = active ? colours.ink : colours.soft;
          ctx.lineWidth = active ? 2.5 : 1;
          if (node.pinned && !active) ctx.setLineDash([3, 3]);
          ctx.stroke();
          ctx.setLineDash([]);
        }
        ctx.scale(size / 10, size / 10);
        ctx.fillStyle = (node.colour || state.data.looks[node.kind])[state.scheme];
        ctx.strokeStyle = colours.paper;
        ctx.lineWidth = 1.6;
        ctx.fill(path);
        ctx.stroke(path);
        ctx.restore();
      },
      drawExternalLabel() {
        if (state.network.getScale() < 0.45 && !active && !hover && !node.seed) return;
        ctx.save();
        ctx.font = `${node.seed ? 600 : 400} 13px "Source Sans", "Source Sans 3", sans-serif`;
        ctx.textAlign = "center";
        ctx.textBaseline = "top";
        ctx.lineWidth = 4;
        ctx.lineJoin = "round";
        ctx.strokeStyle = colours.paper;
        ctx.fillStyle = colours.ink;
        text.forEach((line, at) => {
          ctx.strokeText(line, x, y + size + 5 + at * 15);
          ctx.fillText(line, x, y + size + 5 + at * 15);
        });
        ctx.restore();
      },
      nodeDimensions: { width: size * 2, height: size * 2 },
    };
  };
}

function tooltip(first, second) {
  const box = element("div", "ml-tip");
  box.append(element("strong", "", first.slice(0, 240)));
  if (second) box.append(element("span", "", second.slice(0, 240)));
  return box;
}

function visNode(state, node) {
  const made = {
    id: node.id, shape: "custom", ctxRenderer: painter(state, node), fixed: node.pinned ? { x: true, y: true } : false,
    title: tooltip(node.label, [state.data.looks[node.kind].name, node.note, node.more].filter(Boolean).join(" · ")),
  };
  if (node.x !== undefined) Object.assign(made, { x: node.x, y: node.y });
  return made;
}

function visEdge(state, edge) {
  const few = state.data.edges.length <= 14;
  return {
    id: edge.id, from: edge.from, to: edge.to, dashes: edge.weak ? [5, 5] : false, width: Math.min(1 + Math.log2(edge.weight), 5),
    title: tooltip(edge.label, edge.note), label: few ? edge.label.slice(0, 40) : "", arrows: edge.oneway ? { to: { enabled: true, scaleFactor: 0.5 } } : "",
  };
}

const palette = (root) => {
  const style = getComputedStyle(root);
  const dark = scheme(root) === "dark";
  return { ink: style.color, soft: dark ? "#aab3ba" : "#55606b", paper: dark ? "#1b2227" : "#ffffff", edge: dark ? "#626d76" : "#a9b0b5" };
};

const options = (state) => ({
  autoResize: true,
  layout: { randomSeed: 7, improvedLayout: state.data.nodes.length < 120 },
  interaction: { hover: true, tooltipDelay: 180, keyboard: false, multiselect: false, zoomView: true, hideEdgesOnDrag: state.data.nodes.length > 250 },
  nodes: { borderWidth: 0 },
  edges: {
    color: { color: state.colours.edge, highlight: state.colours.ink, hover: state.colours.ink }, smooth: false,
    font: { size: 11, color: state.colours.soft, strokeWidth: 4, strokeColor: state.colours.paper }, selectionWidth: 1.5, hoverWidth: 0.5,
  },
  physics: {
    solver: "forceAtlas2Based", forceAtlas2Based: { gravitationalConstant: -95, springLength: 120, springConstant: 0.06, damping: 0.6, avoidOverlap: 0.6 },
    minVelocity: 0.9, maxVelocity: 60, stabilization: { enabled: true, iterations: 260, fit: true },
  },
});

function settle(state) {
  state.network.setOptions({ physics: { enabled: false } });
  state.root.dataset.settled = "true";
  report(state);
}

function report(state) {
  if (!state.data.place) return;
  const places = {};
  for (const [id, { x, y }] of Object.entries(state.network.getPositions())) places[id] = [Math.round(x), Math.round(y)];
  const said = JSON.stringify(places);
  if (said === state.said) return;
  state.said = said;
  window.maillage?.withoutStep?.();
  state.trigger("placed", places);
}

function create(state, vis) {
  state.nodes = new vis.DataSet(state.data.nodes.map((node) => visNode(state, node)));
  state.edges = new vis.DataSet(state.data.edges.map((edge) => visEdge(state, edge)));
  const chosen = options(state);
  const placed = state.data.nodes.length > 0 && state.data.nodes.every((node) => node.x !== undefined);
  if (placed) chosen.physics = { enabled: false };
  const network = state.network = new vis.Network(state.canvas, { nodes: state.nodes, edges: state.edges }, chosen);
  state.canvas.querySelector("canvas")?.setAttribute("aria-hidden", "true");
  window.maillage = { ...window.maillage, graphs: { ...window.maillage?.graphs, [state.data.name]: network } };
  network.on("click", (event) => onClick(state, event));
  network.on("doubleClick", (event) => { clearTimeout(state.clicking); if (event.nodes.length) state.trigger("expanded", { node: event.nodes[0], nonce: Date.now() }); });
  network.on("dragEnd", (event) => { if (event.nodes.length) { pin(state, event.nodes[0]); } });
  network.on("hoverNode", () => { state.canvas.style.cursor = "pointer"; });
  network.on("hoverEdge", () => { state.canvas.style.cursor = "pointer"; });
  network.on("blurNode", () => { state.canvas.style.cursor = ""; });
  network.on("blurEdge", () => { state.canvas.style.cursor = ""; });
  if (placed) { network.fit(); state.root.dataset.settled = "true"; } else network.once("stabilizationIterationsDone", () => { settle(state); network.fit(); });
}

// A single click waits a moment, so that a double one expands without opening the card first.
function onClick(state, event) {
  clearTimeout(state.clicking);
  state.clicking = setTimeout(() => {
    if (event.nodes.length) state.trigger("picked", { node: event.nodes[0], nonce: Date.now() });
    else if (event.edges.length) state.trigger("picked", { edge: event.edges[0], nonce: Date.now() });
  }, 230);
}

function pin(state, id) {
  if (!state.data.place) return;
  const { x, y } = state.network.getPosition(id);
  state.nodes.update({ id, x, y, fixed: { x: true, y: true } });
  report(state);
  state.trigger("pinned", { node: id, nonce: Date.now() });
}

function update(state) {
  const wanted = new Set(state.data.nodes.map((node) => node.id));
  const links = new Set(state.data.edges.map((edge) => edge.id));
  const old = new Set(state.nodes.getIds());
  state.nodes.remove([...old].filter((id) => !wanted.has(id)));
  state.edges.remove(state.edges.getIds().filter((id) => !links.has(id)));
  const fresh = state.data.nodes.filter((node) => !old.has(node.id));
  for (const node of state.data.nodes) if (old.has(node.id)) state.nodes.update({ ...visNode(state, node), ...here(state, node.id) });
  for (const node of fresh) state.nodes.add({ ...visNode(state, node), ...(node.x === undefined ? beside(state, node) : {}) });
  state.edges.update(state.data.edges.map((edge) => visEdge(state, edge)));
  if (fresh.some((node) => node.x === undefined)) {
    state.again = 0;
    delete state.root.dataset.settled;
    state.network.setOptions({ physics: { ...options(state).physics, enabled: true } });
    state.network.once("stabilizationIterationsDone", () => { settle(state); state.network.fit({ animation: calm() ? false : { duration: 350 } }); });
    state.network.stabilize(160);
  } else if (state.root.dataset.settled && state.data.nodes.some((node) => node.x === undefined) && (state.again = (state.again || 0) + 1) < 4) {
    state.said = "";
    report(state);
  }
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
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
  const state = { root: frame, canvas, data, scheme: scheme(root), said: "" };
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
  button(data.words.fit, "⤢", () => state.network.fit({ animation: !calm() }));
  button(data.words.picture, data.words.picture, () => savePicture(state));
  return state;
}

function savePicture(state) {
  const canvas = state.canvas.querySelector("canvas");
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

export default function ({ data, parentElement, setTriggerValue }) {
  let state = states.get(parentElement);
  if (!state || !state.root.isConnected) {
    state = build(parentElement, data);
    states.set(parentElement, state);
  }
  state.data = data;
  state.trigger = (name, value) => setTriggerValue(name, value);
  state.scheme = scheme(state.root);
  state.colours = palette(state.root);
  state.canvas.setAttribute("aria-label", data.words.described);
  loadLibrary(data.library).then(
    (vis) => { if (state.network) update(state); else create(state, vis); },
    () => { state.canvas.textContent = data.words.unavailable; },
  );
}
