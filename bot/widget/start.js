// The line that a page has: it brings the element, and a launcher unless the page places the element itself.
const SCRIPT = document.currentScript;
const SERVER = SCRIPT?.src ? new URL(".", SCRIPT.src).href : document.baseURI;

function start() {
  if (!customElements.get("rolewise-chat")) customElements.define("rolewise-chat", RolewiseChat);
  let chat = document.querySelector("rolewise-chat");
  if (!chat && SCRIPT?.getAttribute("data-launcher") !== "off") {
    chat = document.createElement("rolewise-chat");
    for (const { name, value } of SCRIPT?.attributes ?? []) if (name.startsWith("data-")) chat.setAttribute(name, value);
    chat.setAttribute("data-floating", "");
    document.body.append(chat);
  }
  if (!chat) return;
  window.Rolewise = Object.fromEntries(
    ["open", "close", "toggle", "send", "restart", "on"].map((name) => [name, (...given) => chat[name](...given)]),
  );
  window.Rolewise.element = chat;
  document.dispatchEvent(new CustomEvent("rolewise:started", { detail: window.Rolewise }));
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
