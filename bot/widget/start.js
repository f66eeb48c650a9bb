// The line that a page has: it brings the element, and a launcher unless the page places the element itself.
const SCRIPT = document.currentScript;
const SERVER = SCRIPT?.src ? new URL(".", SCRIPT.src).href : document.baseURI;
const API = ["open", "close", "toggle", "send", "restart", "on"];

/** The first element on a page is what its scripts call `Rolewise`. */
function present(chat) {
  if (window.Rolewise?.element?.isConnected) return;
  window.Rolewise = Object.fromEntries(API.map((name) => [name, (...given) => chat[name](...given)]));
  window.Rolewise.element = chat;
  document.dispatchEvent(new CustomEvent("rolewise:started", { detail: window.Rolewise }));
}

function start() {
  if (!customElements.get("rolewise-chat")) customElements.define("rolewise-chat", RolewiseChat);
  if (document.querySelector("rolewise-chat") || SCRIPT?.getAttribute("data-launcher") === "off") return;
  const chat = document.createElement("rolewise-chat");
  for (const { name, value } of SCRIPT?.attributes ?? []) if (name.startsWith("data-")) chat.setAttribute(name, value);
  chat.setAttribute("data-floating", "");
  document.body.append(chat);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
