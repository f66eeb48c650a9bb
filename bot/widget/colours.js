// Colours that a page gives by attributes: whatever it takes, the rest follows so that it can be read.
const COLOURS = ["accent", "surface", "ink"];
const MIDDLE = 0.1791; // of this relative luminance, black and white contrast alike

/**
 * Set a page's colours on the widget's root, by CSSOM, which no Content-Security-Policy stops. `dark` is what the theme
 * wants; a surface of the page's own is dark or light by itself.
 */
function colour(root, element, dark) {
  const given = {};
  for (const name of COLOURS) {
    const value = element.getAttribute(`data-${name}`);
    given[name] = Boolean(value) && CSS.supports("color", value);
    if (given[name]) root.style.setProperty(`--${name}`, value);
    else root.style.removeProperty(`--${name}`);
  }
  const isDark = given.surface ? luminance(root, "surface") < MIDDLE : dark;
  root.classList.toggle("dark", isDark);
  root.classList.toggle("light", !isDark);
  for (const name of ["--on-accent", "--focus"]) root.style.removeProperty(name);
  if (!given.accent) return;
  const accent = luminance(root, "accent");
  root.style.setProperty("--on-accent", accent > MIDDLE ? "#000" : "#fff");
  if (contrast(accent, luminance(root, "surface")) < 3) root.style.setProperty("--focus", "var(--ink)");
}

/** Relative luminance, by WCAG 2.2, of one of the root's colours. */
function luminance(root, name) {
  // Mixed with itself, a colour is told as three shares of sRGB, however it was written.
  const probe = h("span", {});
  probe.style.color = `color-mix(in srgb, var(--${name}), var(--${name}))`;
  root.append(probe);
  const shares = getComputedStyle(probe).color.match(/-?[\d.]+(e-?\d+)?/g) || [];
  probe.remove();
  const [red, green, blue] = [0, 1, 2].map((i) => {
    const share = Math.min(1, Math.max(0, Number(shares[i] ?? 0)));
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const contrast = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
