// Where the person writes. Enter sends, Shift+Enter begins a line, and an input method's Enter does neither.
const LONGEST_MESSAGE = 2000; // as the server counts: in code points
const NEARLY = 200;
const TALLEST = 140;

class Composer {
  constructor(words, send) {
    this.words = words;
    this.send = send;
    this.area = h("textarea", {
      rows: "1",
      enterkeyhint: "send",
      autocomplete: "off",
      maxlength: "8000",
      input: () => this.changed(),
      keydown: (event) => this.key(event),
      compositionstart: () => (this.composing = true),
      compositionend: () => (this.composing = false),
    });
    this.count = h("p", { class: "count", hidden: true, role: "status" });
    this.button = h("button", { type: "submit", class: "send" }, icon("send"));
    this.element = h("form", { class: "composer", novalidate: true, submit: (event) => this.submit(event) }, h("div", { class: "field" }, this.area, this.button), this.count);
    this.word();
    this.changed();
  }

  word() {
    this.area.setAttribute("placeholder", this.words.text("placeholder"));
    this.area.setAttribute("aria-label", this.words.text("message"));
    this.button.setAttribute("aria-label", this.words.text("send"));
    this.button.setAttribute("title", this.words.text("send"));
  }

  key(event) {
    // Some browsers end the composition before this event and tell it only by the key code.
    if (event.key !== "Enter" || event.shiftKey || this.composing || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.submit(event);
  }

  submit(event) {
    event.preventDefault();
    const text = this.area.value.trim();
    if (!text || this.over > 0) return this.area.focus();
    this.area.value = "";
    this.changed();
    this.send(text);
    this.area.focus();
  }

  get over() {
    return [...this.area.value.trim()].length - LONGEST_MESSAGE;
  }

  changed() {
    const { area, over } = this;
    area.style.height = "auto";
    if (area.value) area.style.height = `${Math.min(TALLEST, area.scrollHeight)}px`;
    this.button.setAttribute("aria-disabled", String(!area.value.trim() || over > 0));
    area.setAttribute("aria-invalid", String(over > 0));
    this.count.hidden = over < -NEARLY;
    this.count.textContent = over > 0 ? this.words.text("tooLong", { count: over }) : String(-over);
  }
}
