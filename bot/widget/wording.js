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
  offline: "No connection. Your messages wait.",
  busy: "That was quick. Sending shortly.",
  waiting: "Not sent yet",
  failed: "This message got no answer.",
  again: "Try again",
  placeholder: "Ask a question",
  message: "Your message",
  send: "Send",
  tooLong: "{count} characters too many",
  newMessages: "New messages",
  suggestions: "Suggestions",
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

const attributeOf = (key) => "data-text-" + key.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase());

/** The words of one element: its data-text-… attributes, else the defaults. */
class Wording {
  constructor(element) {
    this.element = element;
  }

  /** The text for a key, with {name} replaced from `values`. */
  text(key, values = {}) {
    const own = { title: "data-title", greeting: "data-greeting" }[key];
    const template = (own && this.element.getAttribute(own)) ?? this.element.getAttribute(attributeOf(key)) ?? WORDS[key];
    return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  }

  get language() {
    return this.element.getAttribute("data-language") || "en";
  }

  number(value) {
    const { language } = this;
    if (this.numbers?.language !== language) this.numbers = { language, format: numbersIn(language) };
    return this.numbers.format(value);
  }
}

/** How a language writes numbers; making this takes longer than all else about a chart. */
function numbersIn(language) {
  try {
    return new Intl.NumberFormat(language).format;
  } catch {
    return String; // no such language
  }
}
