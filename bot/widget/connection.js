// Talks with the server: what is said goes out in order and once, what is answered comes in once.
const SHORTEST_WAIT = 500;
const LONGEST_WAIT = 15000;
const SILENCE = 40000; // the server says something every 15 s
const PATIENCE = 30000;
const TRIES = 4;
const HIDDEN = 30000;
const LATE = 3000; // by then all tabs have seen what one has stored

class Connection extends EventTarget {
  constructor(server, transcript) {
    super();
    this.server = server;
    this.transcript = transcript;
    this.state = "online";
    this.failures = 0;
    this.following = null;
    this.over = new Set(); // tokens of conversations that ended in this tab
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => this.seen());
    transcript.addEventListener("begun", () => this.follow());
    transcript.addEventListener("restarted", () => this.leave());
  }

  /** Send what waits, and follow the conversation if there is one. */
  start() {
    this.started = true;
    this.follow();
    this.flush();
  }

  hurry() {
    this.failures = 0;
    clearTimeout(this.retry);
    clearTimeout(this.refollow);
    if (this.started) this.start();
  }

  seen() {
    // A browser opens few connections to one server: tabs that nobody looks at give theirs back.
    clearTimeout(this.hiding);
    if (document.hidden) this.hiding = setTimeout(() => this.leave(), HIDDEN);
    else if (this.started) this.hurry();
  }

  /** Send everything that waits. Tabs take turns, so that one conversation is begun and order is kept. */
  async flush() {
    if (this.flushing) return void (this.flushAgain = true);
    this.flushing = true;
    const send = () => this.sendAll();
    try {
      if (navigator.locks) await navigator.locks.request(this.transcript.key, send);
      else await send();
    } finally {
      this.flushing = false;
      if (this.flushAgain) (this.flushAgain = false), this.flush();
    }
  }

  async sendAll() {
    this.transcript.read();
    clearTimeout(this.retry);
    let wait = await this.deleteLeft();
    for (let turn; !wait && (turn = this.transcript.waiting[0]); ) wait = await this.sendOne(turn);
    if (wait) this.retry = setTimeout(() => this.flush(), wait);
  }

  /** Delete on the server what was started over from; returns as `sendOne` does. */
  async deleteLeft() {
    try {
      for (const token of this.transcript.left) {
        const { status } = await this.call("DELETE", "conversation", { token });
        if (status < 429) this.transcript.deleted(token); // else it stays for the next time
      }
      return 0;
    } catch (error) {
      if (!isNetwork(error)) throw error;
      return this.missed();
    }
  }

  /** Returns the milliseconds to wait before the next try, or 0 where the message needs none. */
  async sendOne(turn) {
    const { transcript } = this;
    try {
      const refusal = transcript.token ? null : await this.begin();
      if (refusal) return this.refused(refusal, turn);
      if (!transcript.turns.has(turn.id)) return 0; // started over meanwhile
      this.dispatchEvent(new CustomEvent("sending"));
      const { id, text, title, button } = turn;
      const { token } = transcript;
      const response = await this.call("POST", "messages", { body: { id, text, title, ...(button && { button }) } });
      if (!response.ok) return await this.refused(response, turn, token);
      const { replies } = await response.json();
      this.reached();
      if (transcript.token !== token) return 0;
      for (const reply of replies) transcript.replied(reply);
      if (turn.state === "waiting" || turn.state === "sent") transcript.mark(turn, "answered");
      return 0;
    } catch (error) {
      if (!isNetwork(error)) throw error;
      return this.missed();
    }
  }

  /**
   * Begin a conversation, unless another tab just has: tabs see each other's storage late, even by turns, but locks at
   * once. Returns the response where the server refuses.
   */
  async begin() {
    const { transcript } = this;
    const prefix = `${transcript.key} `;
    const { held = [] } = (await navigator.locks?.query()) ?? {};
    const others = held.filter(({ name }) => name.startsWith(prefix)).map(({ name }) => name.slice(prefix.length));
    const other = others.find((token) => !this.over.has(token));
    if (other) return void transcript.begin(other);
    const response = await this.call("POST", "conversation");
    if (!response.ok) return response;
    const { conversation } = await response.json();
    navigator.locks?.request(prefix + conversation, () => new Promise((done) => setTimeout(done, LATE)));
    transcript.begin(conversation);
  }

  async refused(response, turn, token) {
    if (response.status === 401) {
      this.lost(token);
      return 1;
    }
    if (response.status === 429) {
      this.change("busy");
      return 1000 * Math.max(1, Number(response.headers.get("Retry-After")) || 1);
    }
    if (response.status >= 500) {
      turn.tries = (turn.tries || 0) + 1;
      if (turn.tries < TRIES) return this.missed();
    }
    const { error } = await response.json().catch(() => ({}));
    this.reached();
    this.transcript.mark(turn, "failed", plain(error));
    return 0;
  }

  /** Keep a stream of events open as long as there is a conversation and somebody looks. */
  async follow() {
    const { transcript } = this;
    if (!this.started || !transcript.token || this.following || document.hidden) return;
    const stop = (this.following = new AbortController());
    const { token, last } = transcript;
    let wait = 0;
    try {
      const response = await this.call("GET", "events", { stop });
      if (response.status === 401) this.lost(token);
      else if (!response.ok) wait = 1000 * Number(response.headers.get("Retry-After")) || this.missed();
      else {
        this.reached();
        this.flush();
        await this.listen(response.body.getReader(), stop, (known) => known < last && this.lost(token));
        wait = SHORTEST_WAIT;
      }
    } catch (error) {
      if (stop.left) return;
      if (!isNetwork(error)) throw error;
      wait = this.missed();
    } finally {
      if (this.following === stop) this.following = null;
    }
    if (wait && !stop.left) this.refollow = setTimeout(() => this.follow(), wait);
  }

  stop() {
    this.started = false;
    clearTimeout(this.retry);
    this.leave();
  }

  leave() {
    clearTimeout(this.refollow);
    if (!this.following) return;
    this.following.left = true;
    this.following.abort();
    this.following = null;
  }

  /** The server no longer has a conversation: its secret or its store has changed. Begin a new one, if no tab has. */
  lost(token) {
    this.over.add(token);
    this.transcript.read();
    if (this.transcript.token === token) this.transcript.restart({ keep: true });
    this.flush();
  }

  async listen(reader, stop, ready) {
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      const silence = setTimeout(() => stop.abort(), SILENCE);
      const { done, value } = await reader.read().finally(() => clearTimeout(silence));
      if (done || stop.left) return;
      const events = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = events.pop();
      for (const event of events) this.heard(event, ready);
    }
  }

  heard(text, ready) {
    const fields = Object.fromEntries(text.split("\n").map((line) => [line.split(": ", 1)[0], line.slice(line.indexOf(": ") + 2)]));
    if (!fields.data) return;
    const data = JSON.parse(fields.data);
    if (fields.event === "message") this.transcript.taken(data);
    else if (fields.event === "reply") this.transcript.replied(data);
    else if (fields.event === "ready") {
      ready(data.last);
      this.dispatchEvent(new CustomEvent("ready"));
    }
  }

  async judge(reply, verdict) {
    const response = await this.call("POST", "feedback", { body: { reply, verdict } });
    if (!response.ok) throw new TypeError("refused");
  }

  /** Delete the conversation here, and on the server as soon as it can be reached. */
  restart() {
    this.over.add(this.transcript.token);
    this.transcript.restart();
    this.flush();
  }

  call(method, path, { body = null, token = this.transcript.token, stop = new AbortController() } = {}) {
    const { last } = this.transcript;
    const headers = {};
    if (token) headers.Authorization = `Bearer ${token}`;
    if (path === "events" && last) headers["Last-Event-ID"] = String(last);
    if (body) headers["Content-Type"] = "application/json";
    const late = setTimeout(() => stop.abort(), PATIENCE);
    return fetch(`${this.server}/chat/${path}`, {
      method,
      headers,
      body: body && JSON.stringify(body),
      signal: stop.signal,
      credentials: "omit",
      cache: "no-store",
      keepalive: method === "DELETE",
    }).finally(() => clearTimeout(late));
  }

  reached() {
    this.failures = 0;
    this.change("online");
  }

  missed() {
    this.hint();
    this.change("offline");
    const wait = Math.min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** this.failures++);
    return wait * (0.75 + Math.random() / 2); // so that all browsers do not come back at once
  }

  /** A browser tells a page that may not use the server no more than one whose server is away. */
  hint() {
    if (this.hinted || this.transcript.token || !navigator.onLine) return;
    this.hinted = true;
    console.warn(`Rolewise: ${this.server} cannot be reached. If it runs, does its ROLEWISE_WEB_ORIGINS name ${location.origin}?`);
  }

  change(state) {
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new CustomEvent("state"));
  }
}

const isNetwork = (error) => error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError;
