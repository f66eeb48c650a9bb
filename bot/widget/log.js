// The log of a conversation: a screen reader reads out what is added, and the view stays where the person looks.
const NEAR = 60; // pixels from the end that still count as being there

class Log {
  /** `actions`: press(button, number, place), again(turn), judge(number, verdict), say(status). */
  constructor(words, transcript, actions) {
    Object.assign(this, { words, transcript, actions });
    this.nodes = new Map();
    this.offline = false;
    this.fresh = h("button", { type: "button", class: "fresh", hidden: true, click: () => this.toEnd(true) }, icon("down"), h("span", {}));
    this.typing = h("div", { class: "typing", hidden: true, "aria-hidden": "true" }, h("i"), h("i"), h("i"));
    this.turns = h("div", { class: "turns" });
    this.list = h("div", { class: "list", role: "log", tabindex: "0", "aria-live": "off" }, this.turns, this.typing);
    this.list.addEventListener("scroll", () => this.scrolled(), { passive: true });
    // Who was at the end stays there when a keyboard or a growing field takes room.
    new ResizeObserver(() => this.resized()).observe(this.list);
    this.element = h("div", { class: "log" }, this.list, this.fresh);
    this.word();
  }

  word() {
    this.list.setAttribute("aria-label", this.words.text("conversation"));
    this.fresh.lastChild.textContent = this.words.text("newMessages");
  }

  /** Draw the whole conversation, and read out only what comes after. */
  fill(greeting) {
    this.list.setAttribute("aria-live", "off");
    this.nodes.clear();
    this.turns.replaceChildren(greeting);
    for (const turn of this.transcript.ordered()) {
      this.said(turn);
      for (const reply of turn.replies) this.replied(turn, reply);
    }
    this.toEnd();
    // After a frame, so that what was there already is not read out.
    requestAnimationFrame(() => this.list.setAttribute("aria-live", "polite"));
  }

  /** `own` is what the person has just said here: the view goes with it wherever it was. */
  said(turn, own = false) {
    if (this.nodes.has(turn.id)) return;
    const follows = own || this.atEnd;
    const state = h("p", { class: "state", hidden: true });
    const bubble = h("div", { class: "said" }, h("span", { class: "sr" }, `${this.words.text("you")}: `), h("span", {}, turn.title || turn.text));
    const node = h("div", { class: "turn" }, bubble, state);
    this.nodes.set(turn.id, node);
    this.turns.append(node);
    this.mark(turn);
    this.press(turn);
    if (follows) this.toEnd();
  }

  replied(turn, reply) {
    const node = this.nodes.get(turn.id);
    if (!node || node.querySelector(`[data-number="${Number(reply.number)}"]`)) return;
    const follows = this.atEnd;
    node.append(this.draw(reply));
    for (const other of this.transcript.turns.values()) if (other.button?.[0] === reply.number) this.press(other);
    this.order();
    if (follows) this.toTurn(node);
    else this.fresh.hidden = false;
  }

  draw({ number, answer }) {
    const { words } = this;
    const press = (button, place) => this.actions.press(button, number, place);
    return h(
      "article",
      { class: "reply", "data-number": number, "data-kind": plain(answer?.kind), "aria-label": words.text("title") },
      h("span", { class: "sr" }, `${words.text("title")}: `),
      h("div", { class: "blocks" }, ...drawBlocks(answer, words)),
      drawSources(answer, words),
      drawButtons(answer, words, press),
      h("div", { class: "tools" }, iconButton("copy", words.text("copy"), () => this.copy(answer)), ...this.thumbs(number)),
    );
  }

  thumbs(number) {
    const buttons = [["good", "up"], ["bad", "down"]].map(([name, verdict]) =>
      iconButton(name, this.words.text(name), () => judge(verdict), { "data-verdict": verdict }),
    );
    const show = () => {
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.verdict === this.transcript.verdicts[number]));
    };
    const judge = async (verdict) => {
      const before = this.transcript.verdicts[number] || "";
      const now = before === verdict ? "" : verdict;
      this.transcript.judge(number, now);
      show();
      try {
        await this.actions.judge(number, now);
        this.actions.say(now ? this.words.text("thanks") : "");
      } catch {
        this.transcript.judge(number, before);
        show();
        this.actions.say(this.words.text("offline"));
      }
    };
    show();
    return buttons;
  }

  async copy(answer) {
    const done = await toClipboard(asText(answer, this.words), this.element);
    this.actions.say(this.words.text(done ? "copied" : "copyFailed"));
  }

  /** Show which button a message came from. */
  press({ button, title }) {
    if (!button) return;
    const chip = this.turns.querySelector(`[data-number="${Number(button[0])}"] [data-place="${Number(button[1])}"]`);
    // The suggestions of another page may be others.
    if (chip?.textContent === title) chip.setAttribute("aria-pressed", "true");
  }

  mark(turn, offline = this.offline) {
    const node = this.nodes.get(turn.id);
    if (!node) return;
    this.offline = offline;
    const state = node.querySelector(".state");
    const failed = turn.state === "failed";
    const waits = turn.state === "waiting" && offline;
    if (state.hidden && !failed && !waits) return;
    const follows = this.atEnd;
    state.hidden = !failed && !waits;
    node.classList.toggle("waits", waits);
    if (failed) {
      const again = h("button", { type: "button", class: "again", click: () => this.actions.again(turn) }, this.words.text("again"));
      state.replaceChildren(`${turn.reason || this.words.text("failed")} `, again);
    } else state.replaceChildren(waits ? this.words.text("waiting") : "");
    if (follows) this.toEnd();
  }

  /** Turns stand in the order of their answers, whoever saw them first. */
  order() {
    let place = this.turns.firstChild;
    for (const turn of this.transcript.ordered()) {
      const node = this.nodes.get(turn.id);
      if (!node) continue;
      place = place.nextSibling;
      if (place !== node) this.turns.insertBefore(node, place), (place = node);
    }
  }

  write(visible) {
    const follows = this.atEnd;
    this.typing.hidden = !visible;
    if (visible && follows) this.toEnd();
  }

  get atEnd() {
    return this.endsAt(this.list.clientHeight);
  }

  endsAt(height) {
    return this.list.scrollHeight - this.list.scrollTop - height < NEAR;
  }

  resized() {
    this.height = this.list.clientHeight;
    if (this.stays) this.toEnd();
  }

  scrolled() {
    // In the frame in which the room changes, who was at the end by the room before is still taken to be there.
    this.stays = this.endsAt(Math.max(this.list.clientHeight, this.height));
    if (this.stays) this.fresh.hidden = true;
  }

  toEnd(focus = false) {
    this.list.scrollTop = this.list.scrollHeight;
    this.fresh.hidden = true;
    if (focus) this.list.focus();
  }

  /** As far to the end as leaves the start of the turn in view. */
  toTurn(node) {
    const top = node.offsetTop - 12;
    this.list.scrollTop = Math.min(top, this.list.scrollHeight - this.list.clientHeight);
    this.stays = this.atEnd;
  }
}

async function toClipboard(text, near) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Plain http has no clipboard of its own; the old way works there.
    const area = h("textarea", { class: "sr", readonly: true, "aria-hidden": "true", tabindex: "-1" });
    area.value = text;
    const focused = near.getRootNode().activeElement;
    near.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    focused?.focus();
    return done;
  }
}
