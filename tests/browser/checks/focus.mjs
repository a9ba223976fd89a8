// The focus mark: at every stop of Tab something thick enough and dark enough says where one is.

/** How many stops one page may have. */
const MOST = 400;

/** Goes through the page with Tab; answers every stop without a visible mark, and the number of stops. */
export async function unmarkedStops(page) {
  await page.evaluate(() => {
    document.activeElement?.blur();
    getSelection()?.removeAllRanges();
  });
  const found = [];
  const seen = new Set();
  for (let stop = 0; stop < MOST; stop += 1) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(mark);
    if (!here) {
      if (stop === 0) continue;
      break;
    }
    if (seen.has(here.place)) break;
    seen.add(here.place);
    if (here.trouble) found.push(here.trouble);
  }
  return { found, stops: seen.size };
}

/** What is wrong with the mark of whatever has the focus; null when nothing has it. */
export function markOf(page) {
  return page.evaluate(mark);
}

// Runs in the page: the outline, or a ring of shadow, at least 2 px wide, 3:1 against what is around it or against its second colour.
function mark() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const place = [...document.querySelectorAll("*")].indexOf(element);
  const painter = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    painter.clearRect(0, 0, 1, 1);
    painter.fillStyle = "#000";
    painter.fillStyle = colour;
    painter.fillRect(0, 0, 1, 1);
    const data = painter.getImageData(0, 0, 1, 1).data;
    return [data[0], data[1], data[2], data[3] / 255];
  };
  const over = (front, back) => [0, 1, 2].map((i) => front[i] * front[3] + back[i] * (1 - front[3]));
  const luminance = (rgb) => {
    const [red, green, blue] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  let around = null;
  for (let here = element.parentElement; here && !around; here = here.parentElement) {
    const colour = rgba(getComputedStyle(here).backgroundColor);
    if (colour[3] > 0.99) around = colour.slice(0, 3);
  }
  around ??= matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
  // A group that takes the focus for its field shows the mark in its place.
  const marked = [element, ...(element.labels ?? [])];
  const rings = marked.flatMap((each) => {
    const style = getComputedStyle(each);
    const outline = style.outlineStyle === "none" ? [] : [[style.outlineColor, parseFloat(style.outlineWidth)]];
    const shadows = style.boxShadow === "none" ? [] : style.boxShadow.split(/,(?![^(]*\))/).map((shadow) => {
      const colour = shadow.match(/[a-z]+\([^)]*\)/)?.[0] ?? "transparent";
      const lengths = shadow.replace(colour, "").match(/-?[\d.]+px/g)?.map(parseFloat) ?? [];
      return [colour, lengths[3] ?? 0];
    });
    return [...outline, ...shadows];
  });
  const seen = rings.filter(([, width]) => width >= 2).map(([colour]) => ratio(over(rgba(colour), around), around));
  const words = (element.innerText || element.getAttribute("name") || "").trim().replace(/\s+/g, " ").slice(0, 40);
  const what = `<${element.localName}> « ${words} »`;
  const best = Math.max(0, ...seen);
  const box = element.getBoundingClientRect();
  const outside = box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth;
  const trouble = best < 3 ? `focus ${best.toFixed(2)}:1 on ${what}` : outside ? `focus out of sight on ${what}` : null;
  return { place, trouble, what };
}
