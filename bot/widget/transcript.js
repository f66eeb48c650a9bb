// The turns of one conversation, in this tab and, through the browser's storage, in all tabs of the site.
const KEPT_TURNS = 60;
const MOST_LEFT = 20;

/**
 * A turn is `{id, text, title, button, time, state, replies}`. Its state is `waiting` (for an answer, and sent until there
 * is one), `sent` (by another tab), `answered` or `failed`.
 */
class Transcript extends EventTarget {
  constructor(server) {
    super();
    this.key = `rolewise:${server}`;
    this.left = []; // tokens of conversations that are over here, and have yet to be deleted on the server
    this.clear();
    this.read();
    addEventListener("storage", (event) => {
      if (event.key === this.key || event.key === null) this.read();
    });
  }

  clear() {
    this.token = null;
    this.turns = new Map();
    this.verdicts = {};
  }

  get last() {
    return Math.max(0, ...[...this.turns.values()].flatMap((turn) => turn.replies.map((reply) => reply.number)));
  }

  get waiting() {
    return [...this.turns.values()].filter((turn) => turn.state === "waiting");
  }

  /** In the order of their answers, which is the same in every tab; then those without one. */
  ordered() {
    const rank = (turn) => turn.replies[0]?.number ?? Infinity;
    return [...this.turns.values()].sort((one, other) => rank(one) - rank(other) || 0);
  }

  /** Begin a turn with something the person says. */
  say(text, { title = "", button = null } = {}) {
    this.read(); // another tab's news, which writing would else undo
    const turn = { id: newId(), text, title, button, time: new Date().toISOString(), state: "waiting", replies: [] };
    this.turns.set(turn.id, turn);
    this.changed(turn, "said");
    this.write();
    return turn;
  }

  /** Learn of a message that the server has. */
  taken(message) {
    if (!message || typeof message.id !== "string") return null;
    let turn = this.turns.get(message.id);
    if (!turn) {
      turn = { ...asTurn(message), state: "sent" };
      this.turns.set(turn.id, turn);
      this.changed(turn, "heard");
    }
    return turn;
  }

  /** Learn of a reply; one that is known changes nothing. */
  replied(reply) {
    const turn = this.taken(reply?.message);
    if (!turn || !Number.isInteger(reply.number) || turn.replies.some((known) => known.number === reply.number)) return;
    turn.replies.push({ number: reply.number, answer: reply.answer });
    turn.replies.sort((one, other) => one.number - other.number);
    turn.state = "answered";
    this.changed(turn, "replied", reply);
    this.write();
  }

  mark(turn, state, reason = "") {
    turn.state = state;
    turn.reason = reason;
    this.changed(turn, "marked");
    this.write();
  }

  judge(number, verdict) {
    this.verdicts[number] = verdict;
    this.write();
  }

  begin(token) {
    this.token = token;
    this.write();
    this.dispatchEvent(new CustomEvent("begun"));
  }

  /** Forget everything; with `keep`, all but what has yet to be sent. */
  restart({ keep = false } = {}) {
    const kept = keep ? this.waiting : [];
    if (this.token && !keep) this.left.push(this.token);
    this.clear();
    for (const turn of kept) this.turns.set(turn.id, turn);
    this.write();
    this.dispatchEvent(new CustomEvent("restarted"));
  }

  /** A conversation that was left is gone from the server too. */
  deleted(token) {
    this.left = this.left.filter((other) => other !== token);
    this.write();
  }

  changed(turn, what, reply = null) {
    this.dispatchEvent(new CustomEvent("turn", { detail: { turn, what, reply } }));
  }

  write() {
    const { token, verdicts, left } = this;
    const turns = this.ordered().slice(-KEPT_TURNS);
    try {
      localStorage.setItem(this.key, JSON.stringify({ token, verdicts, left, turns }));
    } catch {
      // Storage is full or forbidden: this tab goes on, the server keeps the conversation as long as the tab lives.
    }
  }

  /** Take over what another tab, or this one before a reload, has kept. */
  read() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(this.key));
    } catch {
      return; // forbidden or damaged: as if there were nothing
    }
    if (kept === null || typeof kept !== "object") {
      if (this.token) this.clear(), this.dispatchEvent(new CustomEvent("restarted"));
      return;
    }
    const begun = kept.token !== this.token;
    if (begun && this.token) {
      this.clear();
      this.dispatchEvent(new CustomEvent("restarted"));
    }
    this.token = typeof kept.token === "string" ? kept.token : null;
    this.left = list(kept.left, MOST_LEFT).map(plain);
    this.verdicts = { ...this.verdicts, ...kept.verdicts };
    for (const other of list(kept.turns, KEPT_TURNS)) this.merge(other);
    if (begun) this.dispatchEvent(new CustomEvent("begun"));
  }

  merge(other) {
    if (!other || typeof other.id !== "string") return;
    const own = this.turns.get(other.id);
    if (!own) {
      const turn = { ...asTurn(other), state: plain(other.state), reason: plain(other.reason), replies: list(other.replies, 20) };
      this.turns.set(turn.id, turn);
      this.changed(turn, "heard");
      for (const reply of turn.replies) this.changed(turn, "kept", reply);
      return;
    }
    const further = { waiting: 0, failed: 0, sent: 1, answered: 2 };
    const missing = list(other.replies, 20).filter((reply) => !own.replies.some((known) => known.number === reply.number));
    own.replies = [...own.replies, ...missing].sort((one, other) => one.number - other.number);
    if (other.state !== own.state && further[other.state] >= further[own.state]) {
      own.state = other.state;
      own.reason = plain(other.reason);
      this.changed(own, "marked");
    }
    for (const reply of missing) this.changed(own, "replied", { ...reply, message: own });
  }
}

const asTurn = (message) => ({
  id: message.id,
  text: plain(message.text),
  title: plain(message.title),
  button: Array.isArray(message.button) ? message.button : null,
  time: plain(message.time),
  replies: [],
});

function newId() {
  // randomUUID is there in secure contexts only; a page may be on plain http.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
