// The blocks of an `Answer` (actions/answer.py) as elements. What is not as described is left out, not guessed at.
const MOST_BLOCKS = 40;
const MOST_ITEMS = 200;
const MOST_ROWS = 500;
const MOST_COLUMNS = 20;
const ROWS_AT_ONCE = 12;
const MOST_BUTTONS = 12;

const BLOCKS = new Map([
  ["heading", (block) => h("h3", {}, ...linked(block.text))],
  ["paragraph", (block) => h("p", {}, ...linked(block.text))],
  ["bullets", (block) => h("ul", { class: "bullets" }, ...list(block.items, MOST_ITEMS).map((item) => h("li", {}, ...linked(item))))],
  ["table", drawTable],
  ["chart", drawChart],
]);

const drawBlocks = (answer, words) =>
  list(answer?.blocks, MOST_BLOCKS).map((block) => (block && BLOCKS.get(block.type)?.(block, words)) || null);

function drawTable(table, words) {
  const columns = list(table.columns, MOST_COLUMNS).map(plain);
  const numeric = new Set(list(table.numeric, MOST_COLUMNS));
  const all = list(table.rows, MOST_ROWS).filter(Array.isArray);
  const cell = (tag, text, i, attributes = {}) => h(tag, { class: numeric.has(i) ? "number" : null, ...attributes }, ...linked(text));
  const row = (cells) => h("tr", {}, ...columns.map((_, i) => cell("td", cells[i], i)));
  const body = h("tbody", {}, ...all.slice(0, ROWS_AT_ONCE).map(row));
  const caption = plain(table.caption);
  const scroller = h(
    "div",
    { class: "scroller", role: "region", tabindex: "0", "aria-label": caption || words.text("table") },
    h(
      "table",
      {},
      caption && h("caption", {}, caption),
      h("thead", {}, h("tr", {}, ...columns.map((name, i) => cell("th", name, i, { scope: "col" })))),
      body,
    ),
  );
  if (all.length <= ROWS_AT_ONCE) return scroller;
  const more = h("button", { type: "button", class: "more" }, words.text("allRows", { count: all.length }));
  more.addEventListener("click", () => {
    body.append(...all.slice(ROWS_AT_ONCE).map(row));
    scroller.focus();
    more.remove();
  });
  return h("div", {}, scroller, more);
}

function drawSources(answer, words) {
  const text = sourcesAsText(answer, words);
  return text && h("p", { class: "sources" }, icon("book"), h("span", {}, ...linked(text)));
}

function sourcesAsText(answer, words) {
  const sources = list(answer?.sources, MOST_ITEMS).map(plain).filter(Boolean);
  return sources.length ? `${words.text(sources.length > 1 ? "sources" : "source")}: ${sources.join("; ")}` : null;
}

/** Buttons stay. `press` gets the button and its place. */
function drawButtons(answer, words, press) {
  const buttons = list(answer?.buttons, MOST_BUTTONS).filter((button) => button && plain(button.title) && plain(button.payload));
  if (!buttons.length) return null;
  return h(
    "div",
    { class: "chips", role: "group", "aria-label": words.text("suggestions") },
    ...buttons.map((button, place) =>
      h("button", { type: "button", class: "chip", "data-place": place, click: () => press(button, place) }, icon("check"), h("span", {}, plain(button.title))),
    ),
  );
}

/** The answer as text, for the clipboard and for scripts. */
function asText(answer, words) {
  const tabled = (table) => [list(table.columns, MOST_COLUMNS), ...list(table.rows, MOST_ROWS)].map((row) => list(row, MOST_COLUMNS).map(plain).join("\t")).join("\n");
  const parts = list(answer?.blocks, MOST_BLOCKS).map((block) => {
    if (!block) return "";
    if (block.type === "bullets") return list(block.items, MOST_ITEMS).map((item) => `• ${plain(item)}`).join("\n");
    if (block.type === "table") return [plain(block.caption), tabled(block)].filter(Boolean).join("\n");
    return plain(block.type === "chart" ? block.alternative : block.text);
  });
  return [...parts, sourcesAsText(answer, words)].filter(Boolean).join("\n\n");
}
