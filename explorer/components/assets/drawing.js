// How nodes, edges and guides of a relationship graph are painted, in the explorer and in pages that are taken away.
// Labels only ever become canvas text or text nodes. `view` has: data, scheme, colours, and network once it is made.
function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

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

const sizeOf = (node) => node.size !== undefined ? 7 + 15 * Math.sqrt(node.size) : node.rest ? 13 : node.seed ? 17 : 11;

function painter(view, node) {
  const path = new Path2D(view.data.looks[node.kind].path);
  const text = lines(node.label);
  const size = sizeOf(node);
  return ({ ctx, x, y, state: { selected, hover } }) => {
    const active = selected || node.id === view.data.selected;
    return {
      drawNode() {
        ctx.save();
        ctx.translate(x, y);
        if (active || hover || node.pinned) ring(ctx, view, size + 6, active, node.pinned);
        ctx.scale(size / 10, size / 10);
        const colour = (node.colour || view.data.looks[node.kind])[view.scheme];
        ctx.fillStyle = node.rest ? view.colours.paper : colour;
        ctx.strokeStyle = node.rest ? colour : view.colours.paper;
        ctx.lineWidth = 1.6;
        if (node.rest) ctx.setLineDash([3, 2]);
        ctx.fill(path);
        ctx.stroke(path);
        ctx.restore();
      },
      drawExternalLabel() {
        if (!active && !hover && !view.named?.has(node.id)) return;
        ctx.save();
        const letters = letterSize(view.network?.getScale() ?? 1);
        ctx.font = `${node.seed ? 600 : 400} ${letters}px "Source Sans", "Source Sans 3", system-ui, sans-serif`;
        Object.assign(ctx, { textAlign: "center", textBaseline: "top", lineWidth: 4, lineJoin: "round", strokeStyle: view.colours.paper, fillStyle: view.colours.ink });
        text.forEach((line, at) => {
          const height = (view.named?.get(node.id)?.top ?? y + size + 5) + at * letters * 1.16;
          ctx.strokeText(line, x, height);
          ctx.fillText(line, x, height);
        });
        ctx.restore();
      },
      nodeDimensions: { width: size * 2, height: size * 2 },
    };
  };
}

// Everything in sight, its words and headings too, and no larger than it is.
function fit(view) {
  const { network } = view;
  const { clientWidth, clientHeight } = network.canvas.frame;
  const places = [...Object.values(network.getPositions()), ...(view.data.guides || [])];
  if (!places.length || !clientWidth) return;
  const across = places.map((each) => each.x), down = places.map((each) => each.y);
  const [left, right, top, bottom] = [Math.min(...across), Math.max(...across), Math.min(...down), Math.max(...down)];
  let scale = 1;
  for (let pass = 0; pass < 2; pass += 1) {
    const letters = letterSize(scale) / 13;
    scale = Math.min(1, clientWidth / (right - left + 164 * letters), clientHeight / (bottom - top + 40 + 50 * letters));
  }
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 10 }, scale, animation: false });
}

// Of the names, on the drawing: they stay legible from afar, and from near they leave room to others.
const letterSize = (scale) => scale > 1 ? 13 / scale : Math.max(13, 10 / scale);

// The names that have room at this scale, below or above, each with its place: those asked for, then what is counted, whose
// names may hide marks, then those of what has the most links. What is chosen or pointed at says its own whatever it hides.
function chooseNames(view) {
  const letters = letterSize(view.network.getScale());
  const places = view.network.getPositions();
  const links = new Map();
  for (const { from, to } of view.data.edges) for (const id of [from, to]) links.set(id, (links.get(id) || 0) + 1);
  const weight = (node) => [node.id === view.data.selected, node.seed, node.rest, node.size || 0, links.get(node.id) || 0].map(Number);
  const weights = new Map(view.data.nodes.map((node) => [node.id, weight(node)]));
  const before = (one, other) => { const at = one.findIndex((each, which) => each !== other[which]); return at < 0 ? 0 : other[at] - one[at]; };
  const nodes = view.data.nodes.filter((node) => places[node.id]).sort((one, other) => before(weights.get(one.id), weights.get(other.id)));
  const marks = nodes.map((node) => around(places[node.id], 0.7 * sizeOf(node)));
  const highest = Math.min(...nodes.map((node) => places[node.id].y)) - (view.data.guides?.length ? 0 : 10 + 25 * letters / 13); // as fit leaves it
  view.named = new Map();
  nodes.forEach((node, own) => {
    const text = lines(node.label);
    const half = 0.26 * letters * Math.max(...text.map((line) => line.length));
    const { x, y } = places[node.id];
    const high = 1.16 * letters * text.length, away = sizeOf(node) + 5;
    const [below, above] = [y + away, y - away - high].map((top) => ({ left: x - half, right: x + half, top, bottom: top + high }));
    const clear = (box) => (box === below || box.top > highest) && ![...view.named.values()].some((name) => meet(box, name));
    const free = (box) => clear(box) && !marks.some((mark, at) => at !== own && meet(box, mark));
    const box = [below, above].find(free) || (node.rest && [below, above].find(clear));
    if (box || node.seed || node.id === view.data.selected) view.named.set(node.id, box || below);
  });
}

const around = ({ x, y }, size) => ({ left: x - size, right: x + size, top: y - size, bottom: y + size });
const meet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

function ring(ctx, view, radius, active, pinned) {
  ctx.beginPath();
  ctx.arc(0, 0, radius, 0, 2 * Math.PI);
  ctx.strokeStyle = active ? view.colours.ink : view.colours.soft;
  ctx.lineWidth = active ? 2.5 : 1;
  if (pinned && !active) ctx.setLineDash([3, 3]);
  ctx.stroke();
  ctx.setLineDash([]);
}

// What is done before each drawing: names are chosen, guides painted below all else.
function prepare(view, ctx) {
  chooseNames(view);
  ctx.save();
  Object.assign(ctx, { fillStyle: view.colours.soft, strokeStyle: view.colours.line, textAlign: "center", textBaseline: "bottom", lineWidth: 1 });
  ctx.font = `600 ${Math.round(Math.min(60, Math.max(15, 12 / view.network.getScale())))}px "Source Sans", "Source Sans 3", system-ui, sans-serif`;
  for (const { text, x, y, bottom } of view.data.guides || []) {
    ctx.fillText(text, x, y);
    if (bottom <= y) continue;
    ctx.beginPath();
    ctx.moveTo(x, y + 8);
    ctx.lineTo(x, bottom);
    ctx.stroke();
  }
  ctx.restore();
}

function tooltip(first, second) {
  const box = element("div", "ml-tip");
  box.append(element("strong", "", first.slice(0, 240)));
  if (second) box.append(element("span", "", second.slice(0, 240)));
  return box;
}

function visNode(view, node) {
  const made = {
    id: node.id, shape: "custom", ctxRenderer: painter(view, node), fixed: node.pinned ? { x: true, y: true } : false,
    title: tooltip(node.label, [view.data.looks[node.kind].name, node.note, node.more].filter(Boolean).join(" · ")),
  };
  if (node.x !== undefined) Object.assign(made, { x: node.x, y: node.y });
  return made;
}

// Names of edges are legible where few are drawn and there is room; else the one that is chosen says its name, others when pointed at.
const hasRoom = (view) => view.data.edges.length <= 14 && (view.canvas?.clientWidth ?? innerWidth) >= 560;

function visEdge(view, edge) {
  const chosen = [edge.id, `${edge.to} ${edge.from}`, `${edge.from} ${edge.to}`].includes(view.data.selected);
  return {
    id: edge.id, from: edge.from, to: edge.to, dashes: edge.weak ? [5, 5] : false, width: Math.min(1 + Math.log2(edge.weight), 5) + (chosen ? 1.5 : 0),
    color: { color: chosen ? view.colours.ink : view.colours.edge, highlight: view.colours.ink, hover: view.colours.ink },
    title: edge.label ? tooltip(edge.label, edge.note) : undefined, label: hasRoom(view) || chosen ? edge.label.slice(0, 40) : "",
    arrows: edge.oneway ? { to: { enabled: true, scaleFactor: 0.5 } } : "",
  };
}

const palette = (dark, ink) => ({
  ink: ink || (dark ? "#e9e6df" : "#1d2730"), soft: dark ? "#aab3ba" : "#55606b", paper: dark ? "#1b2227" : "#ffffff",
  edge: dark ? "#626d76" : "#a9b0b5", line: dark ? "#39424a" : "#ddd8cb",
});

const options = (view) => ({
  autoResize: true,
  layout: { randomSeed: 7, improvedLayout: false },
  interaction: {
    hover: true, tooltipDelay: 180, keyboard: false, multiselect: false, zoomView: true,
    hideEdgesOnDrag: view.data.edges.length > 600, hideEdgesOnZoom: view.data.edges.length > 600,
  },
  nodes: { borderWidth: 0 },
  edges: {
    color: { color: view.colours.edge, highlight: view.colours.ink, hover: view.colours.ink }, smooth: false,
    font: { size: 11, color: view.colours.soft, strokeWidth: 4, strokeColor: view.colours.paper }, selectionWidth: 1.5, hoverWidth: 0.5,
  },
});
