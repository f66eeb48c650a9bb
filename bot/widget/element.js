// <rolewise-chat>: the panel as a part of the page, or, with `data-floating`, behind a launcher in its corner.
const NARROW = "(max-width: 600px), (max-height: 480px)";
const LOOKS = ["data-theme", "data-position", ...COLOURS.map((name) => `data-${name}`)];
const SAYINGS = ["data-title", "data-greeting", "data-suggestions", "data-language", ...Object.keys(WORDS).map(attributeOf)];

class RolewiseChat extends HTMLElement {
  static observedAttributes = [...LOOKS, ...SAYINGS];

  connectedCallback() {
    if (!this.root) this.make();
    else if (this.isOpen) this.connection.start(); // moved within the page
    present(this);
  }

  disconnectedCallback() {
    this.connection?.stop();
  }

  make() {
    const shadow = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
    this.words = new Wording(this);
    this.root = h("div", { class: "root" });
    shadow.append(this.root);
    this.server = new URL(this.getAttribute("data-server") || SERVER, document.baseURI).href.replace(/\/$/, "");
    this.floating = this.hasAttribute("data-floating");
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.dark.addEventListener("change", () => this.dress());
    this.dress();
    if (this.floating) this.launch();
    else this.open({ focus: false });
  }

  attributeChangedCallback(name, before, after) {
    if (!this.root || before === after) return;
    this.dress();
    if (LOOKS.includes(name)) return;
    if (this.launcher) this.count();
    this.panel?.word();
    this.panel?.fill();
  }

  /** Theme, colours, side and language. */
  dress() {
    const theme = this.getAttribute("data-theme");
    const dark = theme === "dark" || (theme !== "light" && this.dark.matches);
    this.root.className = `root ${this.floating ? "floating" : "inline"} ${this.getAttribute("data-position") === "left" ? "left" : "right"}`;
    this.root.classList.toggle("opened", Boolean(this.isOpen));
    this.root.setAttribute("lang", this.words.language);
    colour(this.root, this, dark);
  }

  launch() {
    this.unread = 0;
    this.badge = h("span", { class: "badge", hidden: true, "aria-hidden": "true" });
    this.launcher = h("button", { type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false", click: () => this.toggle() }, icon("chat"), icon("close"), this.badge);
    this.root.append(this.launcher);
    this.count();
    document.addEventListener("keydown", (event) => this.escape(event));
    // A page that was left with the panel open comes back with it open; the focus stays where the page put it.
    if (remembered(this.server)) this.open({ focus: false });
  }

  /** All that a closed launcher needs nothing of is made at the first opening. */
  build() {
    if (this.panel) return;
    this.transcript = new Transcript(this.server);
    this.connection = new Connection(this.server, this.transcript);
    this.panel = new Panel(this.words, this.transcript, this.connection, this.floating ? () => this.close() : null);
    this.root.prepend(this.panel.element);
    this.transcript.addEventListener("turn", ({ detail }) => this.heard(detail));
    this.connection.addEventListener("state", () => this.tell("state", { state: this.connection.state }));
    if (!this.floating) return;
    this.narrow = matchMedia(NARROW);
    this.narrow.addEventListener("change", () => this.fit());
    visualViewport?.addEventListener("resize", () => this.fit());
    visualViewport?.addEventListener("scroll", () => this.fit());
  }

  /** Escape also closes it from the page, whose focus it may cover; unless it is meant for a dialog of the page's own. */
  escape(event) {
    if (event.key !== "Escape" || event.defaultPrevented || !this.isConnected) return;
    if (!document.activeElement?.closest("dialog, [role=dialog], [aria-modal=true]")) this.close();
  }

  heard({ turn, what, reply }) {
    if (what === "said") this.tell("message", { from: "user", id: turn.id, text: turn.title || turn.text });
    if (what !== "replied") return;
    if (!this.isOpen) this.unread++, this.count();
    this.tell("message", { from: "assistant", id: turn.id, number: reply.number, answer: reply.answer, text: asText(reply.answer, this.words) });
  }

  /** Where the panel covers the page it has the height that a phone's keyboard leaves; elsewhere it stands above it. */
  fit() {
    this.panel.full = this.narrow.matches && this.isOpen;
    this.panel.element.setAttribute("aria-modal", String(this.panel.full));
    if (!visualViewport) return;
    const { height, scale, offsetTop } = visualViewport;
    const seen = height * scale;
    const shift = scale === 1 ? offsetTop : 0;
    for (const [name, pixels] of Object.entries({ seen, shift, covered: Math.max(0, innerHeight - seen - shift) })) {
      this.root.style.setProperty(`--${name}`, `${Math.round(pixels)}px`);
    }
  }

  count() {
    const { unread, words } = this;
    this.badge.hidden = !unread;
    this.badge.textContent = unread > 9 ? "9+" : String(unread);
    const name = `${words.text(this.isOpen ? "close" : "launcher")}${unread ? `, ${words.text("unread", { count: unread })}` : ""}`;
    this.launcher.setAttribute("aria-label", name);
    this.launcher.setAttribute("title", name);
    this.launcher.setAttribute("aria-expanded", String(Boolean(this.isOpen)));
  }

  open({ focus = true } = {}) {
    this.build();
    if (!this.isOpen) {
      this.isOpen = true;
      this.dress();
      this.connection.start();
      this.panel.log.toEnd();
      if (this.floating) {
        this.unread = 0;
        this.count();
        this.fit();
        remember(this.server, true);
      }
      this.tell("open");
    }
    if (focus) this.panel.focus();
  }

  close() {
    if (!this.floating || !this.isOpen) return;
    const within = this.shadowRoot.activeElement;
    this.panel.dismiss?.();
    this.isOpen = false;
    this.dress();
    this.count();
    this.fit();
    remember(this.server, false);
    if (within) this.launcher.focus({ preventScroll: true });
    this.tell("close");
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.open();
  }

  /** Say something in the person's name. */
  send(text) {
    const said = String(text).trim();
    if (!said || [...said].length > LONGEST_MESSAGE) throw new RangeError(`A message has 1 to ${LONGEST_MESSAGE} characters.`);
    this.build();
    return this.panel.send(said).id;
  }

  restart() {
    this.build();
    this.connection.restart();
  }

  /** Call `listener` with the detail of each `message`, `open`, `close` or `state`; returns a function that ends it. */
  on(name, listener) {
    const heard = (event) => listener(event.detail);
    this.addEventListener(`rolewise:${name}`, heard);
    return () => this.removeEventListener(`rolewise:${name}`, heard);
  }

  tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(`rolewise:${name}`, { detail, bubbles: true, composed: true }));
  }
}

function remember(server, isOpen) {
  try {
    sessionStorage.setItem(`rolewise:open:${server}`, isOpen ? "yes" : "");
  } catch {
    // Forbidden: the panel is closed on the next page.
  }
}

function remembered(server) {
  try {
    return Boolean(sessionStorage.getItem(`rolewise:open:${server}`));
  } catch {
    return false;
  }
}
