// Charts as SVG, drawn in a space 360 wide; the figures lie behind as a table.
const WIDE = 360;
const MOST_CATEGORIES = 60;
const MOST_SERIES = 6;
const LETTER = 6.1; // mean width of a letter at the size of labels
const SHAPES = ["M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0", "M-4-4h8v8h-8z", "M0-5l5 9h-10z", "M-5 0l5-5l5 5l-5 5z", "M-5-4h10l-5 9z", "M-4-1.500h8v3h-8z"];

/** A figure of `chart` (actions/chart.py), or null where it shows nothing. */
function drawChart(chart, words) {
  const categories = list(chart.categories, MOST_CATEGORIES).map(plain);
  const series = list(chart.series, MOST_SERIES).map((one) => ({ name: plain(one?.name), values: numbers(one?.values, categories) }));
  if (!series.some((one) => one.values.some((value) => value !== null))) return null;
  const marker = chart.marker && Number.isFinite(chart.marker.position) ? chart.marker : null;
  const data = { categories, series, marker, words };
  const draw = chart.kind === "line" || chart.kind === "histogram" ? drawColumns : drawBars;
  const { height, parts } = draw(data, chart.kind === "line");
  return h(
    "figure",
    { class: "chart" },
    h("figcaption", {}, h("strong", {}, plain(chart.title)), h("span", { class: "unit" }, plain(chart.unit))),
    series.length > 1 && legend(series),
    svg("svg", { viewBox: `0 0 ${WIDE} ${height}`, role: "img", "aria-label": plain(chart.alternative) || plain(chart.title) }, ...parts),
    plain(chart.note) && h("p", { class: "note" }, ...linked(chart.note)),
    h("details", {}, h("summary", {}, words.text("figures")), figures(chart, data)),
  );
}

const numbers = (values, categories) =>
  categories.map((_, i) => (Array.isArray(values) && Number.isFinite(values[i]) ? values[i] : null));

const legend = (series) =>
  h(
    "ul",
    { class: "legend", "aria-hidden": "true" },
    ...series.map((one, i) =>
      h("li", {}, svg("svg", { viewBox: "-6 -6 12 12" }, svg("path", { d: SHAPES[i], class: `fill${i}` })), one.name),
    ),
  );

function figures(chart, { categories, series, marker, words }) {
  const rows = categories.map((name, i) => [name, ...series.map(({ values }) => (values[i] === null ? "–" : words.number(values[i])))]);
  const columns = [words.text("category"), ...series.map(({ name }) => name || plain(chart.unit))];
  const caption = [plain(chart.title), plain(chart.unit), marker && plain(marker.label)].filter(Boolean).join(", ");
  return drawTable({ columns, rows, caption, numeric: series.map((_, i) => i + 1) }, words);
}

const label = (x, y, text, attributes = {}) => svg("text", { x, y, ...attributes }, text);

/** Bars lie, with the name above: names of roles are long. */
function drawBars({ categories, series, marker, words }) {
  const thick = series.length > 1 ? 11 : 13;
  const row = 17 + series.length * (thick + 2) + 9;
  const most = Math.max(...series.flatMap(({ values }) => values), 1);
  const room = WIDE - Math.max(...series.flatMap(({ values }) => values.map((v) => words.number(v ?? 0).length))) * LETTER - 10;
  const parts = [];
  categories.forEach((name, i) => {
    parts.push(label(0, i * row + 12, clip(name, WIDE)));
    series.forEach(({ values }, k) => {
      const y = i * row + 17 + k * (thick + 2);
      if (values[i] === null) return void parts.push(label(0, y + thick - 1.5, "–", { class: "tick" }));
      const width = Math.max(2, (Math.max(0, values[i]) / most) * room);
      parts.push(svg("rect", { x: 0, y, width, height: thick, rx: 3, class: `fill${k}` }));
      parts.push(label(width + 5, y + thick - 1.5, words.number(values[i]), { class: "value" }));
    });
  });
  const height = categories.length * row;
  if (marker) {
    const y = Math.min(categories.length, Math.max(0, marker.position)) * row - 4;
    parts.push(svg("path", { d: `M0 ${y}H${WIDE}`, class: "marker" }), label(WIDE, y - 4, clip(plain(marker.label), WIDE), { class: "marked", "text-anchor": "end" }));
  }
  return { height, parts };
}

/** Histograms stand, lines run: categories from left to right, values on an axis. */
function drawColumns({ categories, series, marker, words }, asLine) {
  const values = series.flatMap((one) => one.values).filter((value) => value !== null);
  const ticks = scale(asLine ? Math.min(...values) : 0, Math.max(...values));
  const low = ticks[0];
  const high = ticks[ticks.length - 1];
  const left = Math.max(...ticks.map((tick) => words.number(tick).length)) * LETTER + 8;
  const top = marker ? 24 : 8;
  const bottom = top + 150;
  const step = (WIDE - left - 4) / categories.length;
  const x = (position) => left + position * step;
  const y = (value) => bottom - ((value - low) / (high - low || 1)) * (bottom - top);
  const parts = ticks.flatMap((tick) => [
    svg("path", { d: `M${left} ${y(tick)}H${WIDE}`, class: "grid" }),
    label(left - 6, y(tick) + 4, words.number(tick), { class: "tick", "text-anchor": "end" }),
  ]);
  const longest = Math.max(...categories.map((name) => name.length)) * LETTER + 8;
  const every = Math.max(1, Math.ceil(longest / step));
  categories.forEach((name, i) => {
    // The text would leave the picture at its right edge: half of a label needs room there.
    if (i % every === 0) parts.push(label(Math.min(Math.max(x(i + 0.5), longest / 2), WIDE - longest / 2 + 6), bottom + 16, clip(name, WIDE), { class: "tick", "text-anchor": "middle" }));
  });
  series.forEach((one, k) => parts.push(...(asLine ? line(one, k, x, y) : columns(one, step, x, y, bottom))));
  if (marker) {
    const at = x(Math.min(categories.length, Math.max(0, marker.position)));
    const text = clip(plain(marker.label), WIDE - 8);
    const half = (text.length * LETTER) / 2;
    parts.push(svg("path", { d: `M${at} ${top - 6}V${bottom}`, class: "marker" }));
    parts.push(label(Math.min(Math.max(at, half), WIDE - half), 12, text, { class: "marked", "text-anchor": "middle" }));
  }
  return { height: bottom + 24, parts };
}

const columns = ({ values }, step, x, y, bottom) =>
  values.map((value, i) => value !== null && svg("rect", { x: x(i) + 1, y: y(value), width: Math.max(1, step - 2), height: Math.max(0, bottom - y(value)), rx: 2, class: "fill0" }));

function line({ values }, k, x, y) {
  const points = [];
  let path = "";
  values.forEach((value, i) => {
    if (value === null) return;
    path += `${i && values[i - 1] !== null ? "L" : "M"}${x(i + 0.5)} ${y(value)}`;
    points.push(svg("path", { d: SHAPES[k], transform: `translate(${x(i + 0.5)} ${y(value)})`, class: `fill${k}` }));
  });
  return [svg("path", { d: path, class: `line line${k}` }), ...points];
}

/** Round numbers around two values: in steps of 1, 2 or 5 times a power of ten, at most six. */
function scale(low, high) {
  if (low === high) (low = Math.min(0, low)), (high = Math.max(high, low + 1));
  const raw = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= raw);
  const ticks = [];
  for (let tick = Math.floor(low / step); tick * step < high + step && ticks.length < 8; tick++) ticks.push(Number((tick * step).toPrecision(12)));
  return ticks;
}

const clip = (text, wide) => (text.length * LETTER > wide ? text.slice(0, Math.floor(wide / LETTER) - 1) + "…" : text);
