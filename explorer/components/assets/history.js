// The queries run in this browser, the latest first; nothing of them is sent anywhere.
const HISTORY = "maillage.queries";
const REMEMBERED = 30;

function remembered() {
  try {
    const kept = JSON.parse(localStorage.getItem(HISTORY) || "[]");
    return Array.isArray(kept) ? kept.filter((each) => typeof each?.text === "string") : [];
  } catch { return []; }
}

function write(kept) {
  try { localStorage.setItem(HISTORY, JSON.stringify(kept)); } catch { /* a browser that keeps nothing */ }
}

function remember(state, text) {
  if (text.length > 20000) return;
  write([{ text, when: Date.now() }, ...remembered().filter((each) => each.text !== text)].slice(0, REMEMBERED));
  showHistory(state);
}

function showHistory(state) {
  const kept = remembered();
  const { words } = state.data;
  state.history.hidden = !kept.length;
  const list = element("ul", "ml-rows");
  for (const { text, when } of kept) {
    const line = element("li", "ml-line");
    const again = element("button", "ml-again", text.replace(/\s+/g, " ").slice(0, 140));
    again.type = "button";
    again.addEventListener("click", () => { state.area.value = text; paint(state); state.area.focus(); });
    const date = new Date(when).toLocaleString(state.data.language, { dateStyle: "medium", timeStyle: "short" });
    line.append(again, element("small", "", date));
    list.append(line);
  }
  const forget = element("button", "ml-button", words.forget);
  forget.type = "button";
  forget.addEventListener("click", () => { write([]); showHistory(state); });
  state.history.replaceChildren(element("summary", "", `${words.history} (${kept.length})`), list, forget);
}
