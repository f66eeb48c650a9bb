// What the widget says. A page replaces any of it: data-text-new-messages="Neue Nachrichten".
const WORDS = {
  title: "Rolewise",
  greeting: "Hello! Ask me about roles in data and machine learning: what they do, need and pay, and which jobs are open.",
  launcher: "Open the chat",
  unread: "{count} new",
  close: "Close the chat",
  restart: "Start over",
  restartQuestion: "Start over?",
  restartDetail: "This conversation will be deleted, here and on the server.",
  restartYes: "Start over",
  restartNo: "Keep it",
  conversation: "Conversation",
  you: "You",
  typing: "{title} is writing",
  online: "Facts with their source",
  offline: "No connection. What you write is sent as soon as it is back.",
  busy: "A moment, please: that was quick. Your message is sent shortly.",
  waiting: "Not sent yet",
  failed: "This message got no answer.",
  again: "Try again",
  placeholder: "Ask a question",
  message: "Your message",
  send: "Send",
  tooLong: "{count} characters too many",
  newMessages: "New messages",
  suggestions: "Suggestions",
  chosen: "chosen",
  copy: "Copy the answer",
  copied: "Copied",
  copyFailed: "Copying is not allowed here",
  good: "Good answer",
  bad: "Bad answer",
  thanks: "Thank you for telling us",
  source: "Source",
  sources: "Sources",
  figures: "Show the figures",
  category: "Category",
  table: "Table",
  allRows: "Show all {count} rows",
};

/** The words of one element: its data-text-… attributes, else the defaults. */
class Wording {
  constructor(element) {
    this.element = element;
  }

  /** The text for a key, with {name} replaced from `values`. */
  text(key, values = {}) {
    const attribute = "data-text-" + key.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase());
    const own = { title: "data-title", greeting: "data-greeting" }[key];
    const template = (own && this.element.getAttribute(own)) ?? this.element.getAttribute(attribute) ?? WORDS[key];
    return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  }

  get language() {
    return this.element.getAttribute("data-language") || "en";
  }

  number(value) {
    try {
      return new Intl.NumberFormat(this.language).format(value);
    } catch {
      return String(value); // an unknown language
    }
  }
}
