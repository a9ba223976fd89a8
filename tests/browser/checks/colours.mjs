// Contrast, by computed styles: text 4.5:1, the edges of fields and buttons 3:1. (axe does not judge edges.)

const TEXT = 4.5;
const EDGE = 3;

/** Everything on the page that is too pale, in words. */
export function paleThings(page) {
  return page.evaluate(look, { text: TEXT, edge: EDGE });
}

/** The ratio of two colours as CSS writes them, without transparency: for tests and for the focus mark. */
export function ratio(one, other) {
  const [light, dark] = [luminance(numbers(one)), luminance(numbers(other))].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function numbers(colour) {
  return colour.match(/[\d.]+/g).slice(0, 3).map(Number);
}

function luminance(rgb) {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

// Runs in the page.
function look(least) {
  const found = [];
  const painter = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  /** Any colour of CSS as red, green, blue and opacity. */
  function rgba(colour) {
    painter.clearRect(0, 0, 1, 1);
    painter.fillStyle = "#000";
    painter.fillStyle = colour;
    painter.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = painter.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }

  function over(front, back) {
    const alpha = front[3] + back[3] * (1 - front[3]);
    if (alpha === 0) return [0, 0, 0, 0];
    const mix = (i) => (front[i] * front[3] + back[i] * back[3] * (1 - front[3])) / alpha;
    return [mix(0), mix(1), mix(2), alpha];
  }

  /** What lies behind the content of an element. */
  function ground(element) {
    let colour = [0, 0, 0, 0];
    for (let here = element; here && colour[3] < 1; here = here.parentElement) {
      colour = over(colour, rgba(getComputedStyle(here).backgroundColor));
    }
    const canvas = getComputedStyle(document.documentElement).colorScheme.includes("dark")
      && matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
    return over(colour, canvas);
  }

  function luminance(rgb) {
    const [red, green, blue] = rgb.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function ratio(one, other) {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  }

  function shown(element) {
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getClientRects().length > 0;
  }

  function name(element) {
    const words = (element.textContent || element.getAttribute("name") || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${element.localName}${element.className && typeof element.className === "string" ? ` class="${element.className}"` : ""}> « ${words} »`;
  }

  function text(element) {
    const back = ground(element);
    const seen = ratio(over(rgba(getComputedStyle(element).color), back), back);
    if (seen < least.text) found.push(`text ${seen.toFixed(2)}:1 of ${name(element)}`);
  }

  /** An edge tells where a thing is when its border, or its own ground, stands out from what is around it. */
  function edge(element) {
    const style = getComputedStyle(element);
    const around = ground(element.parentElement);
    const sides = ["Top", "Right", "Bottom", "Left"].map((side) => {
      const drawn = style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0;
      return drawn ? ratio(over(rgba(style[`border${side}Color`]), around), around) : 1;
    });
    const border = element.localName === "button" || element.type === "submit" ? Math.max(...sides) : Math.min(...sides);
    const seen = Math.max(border, ratio(ground(element), around));
    if (seen < least.edge) found.push(`edge ${seen.toFixed(2)}:1 of ${name(element)}`);
  }

  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (words.nextNode()) {
    const element = words.currentNode.parentElement;
    const drawn = element.closest("svg, noscript, script, style, option");
    if (!words.currentNode.data.trim() || drawn || seen.has(element) || !shown(element)) continue;
    seen.add(element);
    text(element);
  }
  for (const field of document.querySelectorAll("input, select, textarea, button")) {
    const drawnByTheBrowser = ["checkbox", "radio", "file"].includes(field.type) && getComputedStyle(field).appearance !== "none";
    if (field.type === "hidden" || drawnByTheBrowser || !shown(field)) continue;
    if (field.localName !== "button") text(field);
    edge(field);
  }
  return found;
}
