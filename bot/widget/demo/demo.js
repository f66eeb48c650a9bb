"use strict";
// The demo page: themes, questions to click, and the line to copy as its options say.
const chat = () => document.querySelector("rolewise-chat");
const byId = (id) => document.getElementById(id);
const FIELDS = { title: byId("option-title"), position: byId("option-position"), accent: byId("option-accent") };
const DEFAULTS = { position: "right", accent: FIELDS.accent.value };

const quoted = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

function wear(theme) {
  document.documentElement.dataset.theme = theme;
  chat()?.setAttribute("data-theme", theme);
}

function offer() {
  const chosen = Object.entries(FIELDS).filter(([name, field]) => field.value && field.value !== DEFAULTS[name]);
  const attributes = chosen.map(([name, field]) => ` data-${name}="${quoted(field.value)}"`).join("");
  byId("line").textContent = `<script src="${location.origin}/widget.js"${attributes} async></script>`;
}

function apply() {
  for (const [name, field] of Object.entries(FIELDS)) {
    if (field.value && field.value !== DEFAULTS[name]) chat()?.setAttribute(`data-${name}`, field.value);
    else chat()?.removeAttribute(`data-${name}`);
  }
}

async function copy() {
  try {
    await navigator.clipboard.writeText(byId("line").textContent);
    byId("copied").textContent = "Copied. Paste it before the end of your page’s body.";
  } catch {
    getSelection().selectAllChildren(byId("line"));
    byId("copied").textContent = "Selected. Press Ctrl+C or ⌘C to copy it.";
  }
}

for (const choice of document.querySelectorAll("[name=theme]")) choice.addEventListener("change", () => wear(choice.value));
for (const field of Object.values(FIELDS)) field.addEventListener("input", () => (offer(), apply()));
for (const button of document.querySelectorAll("[data-ask]")) {
  button.addEventListener("click", () => {
    window.Rolewise?.open();
    window.Rolewise?.send(button.dataset.ask);
  });
}
byId("copy").addEventListener("click", copy);
document.addEventListener("rolewise:started", () => wear(document.querySelector("[name=theme]:checked").value));
wear(document.querySelector("[name=theme]:checked").value);
offer();
