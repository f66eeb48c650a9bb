// Elements are made here, and only of tags, attributes and text: nothing in the widget parses markup.
const SVG = "http://www.w3.org/2000/svg";
const LONGEST_TEXT = 20000;
const SCHEMES = new Set(["https:", "http:", "mailto:"]);
const ADDRESS = /\b(?:https?:\/\/|mailto:)[^\s<>"'`]+/gi;

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const h = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

/** Whatever a server sent, as text of bounded length. */
function plain(value) {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return "";
  return value.length > LONGEST_TEXT ? value.slice(0, LONGEST_TEXT) + "…" : value;
}

/** Whatever a server sent, as a list of at most `most`. */
const list = (value, most) => (Array.isArray(value) ? value.slice(0, most) : []);

/** Text with its web addresses as links; any other scheme stays text. */
function linked(value) {
  const text = plain(value);
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = found[0].replace(/[.,;:!?)\]]+$/, "");
    if (!followable(address)) continue;
    parts.push(text.slice(from, found.index));
    parts.push(h("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, address));
    from = found.index + address.length;
  }
  parts.push(text.slice(from));
  return parts;
}

function followable(address) {
  try {
    return SCHEMES.has(new URL(address).protocol);
  } catch {
    return false;
  }
}

const ICONS = {
  chat: "M4 5.5A2.5 2.5 0 0 1 6.5 3h11A2.5 2.5 0 0 1 20 5.5v8a2.5 2.5 0 0 1-2.5 2.5H11l-4.6 4.1c-.5.4-1.2.1-1.2-.6V16A2.5 2.5 0 0 1 4 13.5zM8 8h8M8 11.5h5",
  close: "M6 6l12 12M18 6L6 18",
  restart: "M4.5 12a7.5 7.5 0 1 0 2.4-5.5M4 4v4.2h4.2",
  send: "M12 19V5M5.5 11.5L12 5l6.5 6.5",
  down: "M12 5v14M5.5 12.5L12 19l6.5-6.5",
  check: "M5 12.5l4.5 4.5L19 7.5",
  copy: "M9 9h10.5v10.5H9zM15 9V4.5H4.5V15H9",
  good: "M7 10.5v9.5H4v-9.5zM7 11l4-7.5c1.5 0 2.5 1 2.2 2.6L12.6 9.500H18c1.300 0 2.200 1.200 1.900 2.400l-1.600 6.500c-.2 1-1 1.600-2 1.600H7",
  bad: "M17 13.500V4h3v9.500zM17 13l-4 7.500c-1.500 0-2.500-1-2.200-2.600l.6-3.400H6c-1.300 0-2.200-1.200-1.900-2.400l1.600-6.500c.2-1 1-1.600 2-1.600H17",
  book: "M5 4.500h10.500A2.500 2.500 0 0 1 18 7v13H7.500A2.500 2.500 0 0 1 5 17.500zM5 17.500A2.500 2.500 0 0 1 7.500 15H18",
};

const icon = (name) =>
  svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" }, svg("path", { d: ICONS[name] }));

const iconButton = (name, label, click, attributes = {}) =>
  h("button", { type: "button", class: "tool", "aria-label": label, title: label, click, ...attributes }, icon(name));
