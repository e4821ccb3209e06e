// A page with a relationship graph that was taken away: it draws what stands in the page, with drawing.js before it. Things
// stay where they were; they can be moved, looked at closely and read, without a server.
{
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const data = JSON.parse(document.getElementById("given").textContent);
  const view = { data, scheme: dark ? "dark" : "light", colours: palette(dark) };
  const nodes = new vis.DataSet(data.nodes.map((node) => visNode(view, { ...node, pinned: false })));
  const edges = new vis.DataSet(data.edges.map((edge) => visEdge(view, edge)));
  view.network = new vis.Network(document.getElementById("graph"), { nodes, edges }, { ...options(view), physics: { enabled: false } });
  view.network.on("beforeDrawing", (ctx) => prepare(view, ctx));
  fit(view);
}
