// The panel: its head, the log, and where one writes.
const SLOW = 400; // milliseconds before it is said that an answer is being written

class Panel {
  /** `close` is null where the panel is part of the page. */
  constructor(words, transcript, connection, close) {
    Object.assign(this, { words, transcript, connection, close });
    this.status = h("p", { class: "status" });
    this.heading = h("h2", { id: "title" });
    this.said = h("p", { class: "sr", role: "status" });
    this.restartButton = iconButton("restart", words.text("restart"), () => this.confirm());
    this.closeButton = close && iconButton("close", words.text("close"), close);
    this.log = new Log(words, transcript, {
      press: (button, number, place) => this.press(button, number, place),
      again: (turn) => (transcript.mark(turn, "waiting"), connection.flush()),
      judge: (number, verdict) => connection.judge(number, verdict),
      say: (text) => this.say(text),
    });
    this.composer = new Composer(words, (text) => this.send(text));
    this.element = h(
      "section",
      { class: "panel", role: close ? "dialog" : "region", "aria-labelledby": "title", keydown: (event) => this.key(event) },
      h("div", { class: "head" }, h("span", { class: "mark" }, icon("chat")), h("div", { class: "names" }, this.heading, this.status), this.restartButton, this.closeButton),
      this.log.element,
      this.composer.element,
      this.said,
    );
    transcript.addEventListener("turn", ({ detail }) => this.turned(detail));
    transcript.addEventListener("restarted", () => this.fill());
    connection.addEventListener("state", () => this.connected());
    this.word();
    this.fill();
    // Else the first chart would wait for it.
    (window.requestIdleCallback ?? setTimeout)(() => words.number(0));
  }

  /** Say everything anew, after an attribute has changed. */
  word() {
    const { words } = this;
    this.heading.textContent = words.text("title");
    for (const [button, key] of [[this.restartButton, "restart"], [this.closeButton, "close"]]) {
      button?.setAttribute("aria-label", words.text(key));
      button?.setAttribute("title", words.text(key));
    }
    this.log.word();
    this.composer.word();
    this.connected();
  }

  fill() {
    this.log.fill(this.greeting());
    this.writing();
  }

  greeting() {
    const suggestions = (this.words.element.getAttribute("data-suggestions") || "").split("|").map((text) => text.trim()).filter(Boolean);
    const answer = { buttons: suggestions.map((text) => ({ title: text, payload: text })) };
    return h(
      "div",
      { class: "turn greeting", "data-number": 0 },
      h("p", {}, ...linked(this.words.text("greeting"))),
      drawButtons(answer, this.words, (button, place) => this.press(button, 0, place)),
    );
  }

  press(button, number, place) {
    this.send(plain(button.payload), { title: plain(button.title), button: [number, place] });
  }

  send(text, how = {}) {
    const turn = this.transcript.say(text, how);
    this.connection.start();
    return turn;
  }

  turned({ turn, what, reply }) {
    if (what === "said" || what === "heard") this.log.said(turn, what === "said");
    else if (what === "marked") this.log.mark(turn, this.connection.state === "offline");
    else this.log.replied(turn, reply);
    this.writing();
  }

  /** Show that an answer is being written, unless it cannot be. */
  writing() {
    const { state } = this.connection;
    const now = Date.now();
    const due = [...this.transcript.turns.values()].some(
      (turn) => !turn.replies.length && (turn.state === "waiting" || (turn.state === "sent" && now - Date.parse(turn.time) < PATIENCE)),
    );
    const visible = due && state !== "offline";
    this.log.write(visible);
    clearTimeout(this.slow);
    if (visible) this.slow = setTimeout(() => this.say(this.words.text("typing", { title: this.words.text("title") })), SLOW);
  }

  connected() {
    const { state } = this.connection;
    this.status.textContent = this.words.text(state === "online" ? "online" : state);
    this.element.classList.toggle("offline", state !== "online");
    if (state !== this.told && this.told) this.say(this.status.textContent);
    this.told = state;
    for (const turn of this.transcript.turns.values()) this.log.mark(turn, state === "offline");
    this.writing();
  }

  say(text) {
    this.said.textContent = text;
  }

  confirm() {
    const { words } = this;
    const end = () => {
      dialog.remove();
      this.setInert(false);
      this.restartButton.focus();
      this.dismiss = null;
    };
    const yes = h("button", { type: "button", class: "yes", click: () => (end(), this.connection.restart(), this.focus()) }, words.text("restartYes"));
    const no = h("button", { type: "button", class: "no", click: end }, words.text("restartNo"));
    const dialog = h(
      "div",
      { class: "veil" },
      h(
        "div",
        { class: "confirm", role: "alertdialog", "aria-modal": "true", "aria-labelledby": "ask", "aria-describedby": "detail" },
        h("h2", { id: "ask" }, words.text("restartQuestion")),
        h("p", { id: "detail" }, words.text("restartDetail")),
        h("div", { class: "choice" }, no, yes),
      ),
    );
    this.dismiss = end;
    this.setInert(true);
    this.element.append(dialog);
    no.focus();
  }

  /** Nothing behind a question can be reached before it is answered. */
  setInert(inert) {
    for (const part of this.element.children) part.inert = inert;
  }

  key(event) {
    if (event.key === "Escape" && !event.isComposing) {
      const leave = this.dismiss || this.close;
      if (leave) event.stopPropagation(), leave();
    } else if (event.key === "Tab" && (this.dismiss || this.full)) this.keep(event);
  }

  /** Keep the focus inside while the panel covers the page. */
  keep(event) {
    const within = [...this.element.querySelectorAll("button, textarea, a[href], summary, [tabindex='0']")].filter(
      (node) => !node.closest("[inert]") && node.getClientRects().length,
    );
    const edge = event.shiftKey ? within[0] : within[within.length - 1];
    if (this.element.getRootNode().activeElement !== edge) return;
    event.preventDefault();
    within[event.shiftKey ? within.length - 1 : 0].focus();
  }

  /** To where one writes; on a touch screen to the log, or the keyboard would come up and cover what there is to read. */
  focus() {
    const target = matchMedia("(pointer: coarse)").matches ? this.log.list : this.composer.area;
    target.focus({ preventScroll: true });
  }
}
