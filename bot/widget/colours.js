// Colours that a page gives by attributes: whatever it takes, what is written on them can be read.
const COLOURS = ["accent", "surface", "ink"];

/** Set a page's colours on the widget's root, by CSSOM, which no Content-Security-Policy stops. */
function colour(root, element) {
  for (const name of COLOURS) {
    const value = element.getAttribute(`data-${name}`);
    if (value && CSS.supports("color", value)) root.style.setProperty(`--${name}`, value);
    else root.style.removeProperty(`--${name}`);
  }
  root.style.removeProperty("--on-accent");
  if (element.hasAttribute("data-accent") && root.isConnected) {
    const probe = h("span", { class: "probe" });
    root.append(probe);
    const accent = getComputedStyle(probe).color;
    probe.remove();
    root.style.setProperty("--on-accent", luminance(accent) > 0.1791 ? "#000" : "#fff");
  }
}

/** Relative luminance by WCAG 2.2, of a colour such as `rgb(1, 2, 3)`; above 0.1791 black contrasts more than white. */
function luminance(computed) {
  const [red, green, blue] = (computed.match(/[\d.]+/g) || [0, 0, 0]).slice(0, 3).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
