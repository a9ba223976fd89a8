// Room: targets that a finger finds, and nothing that makes a page scroll sideways.

/** The least side of a target, in CSS pixels. */
const TARGET = 44;

/** Every link, button and field that is too small to touch. A link within a sentence is as high as its line. */
export function smallTargets(page) {
  return page.evaluate((least) => {
    const found = [];
    const box = (element) => element.getBoundingClientRect();
    const inSentence = (link) => {
      if (getComputedStyle(link).display !== "inline") return false;
      const around = link.parentElement.innerText.replace(/\s+/g, " ").trim();
      return around.length > link.innerText.trim().length + 3;
    };
    /** A box or a dot is touched by its label too. */
    const touched = (field) => {
      const boxes = [field, ...(field.labels ?? [])].map(box);
      const [left, top] = [Math.min(...boxes.map((b) => b.left)), Math.min(...boxes.map((b) => b.top))];
      const [right, bottom] = [Math.max(...boxes.map((b) => b.right)), Math.max(...boxes.map((b) => b.bottom))];
      return { width: right - left, height: bottom - top };
    };
    for (const element of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
      const hidden = element.type === "hidden" || !element.checkVisibility({ visibilityProperty: true });
      if (hidden || element.closest("svg")) continue;
      const size = ["checkbox", "radio"].includes(element.type) ? touched(element) : box(element);
      // Parked out of sight until it has the focus: measured then.
      const parked = size.width <= 1 || box(element).bottom < 0 || box(element).right < 0;
      if (parked || (element.localName === "a" && inSentence(element))) continue;
      // Half a pixel is lost to rounding.
      if (size.width >= least - 0.5 && size.height >= least - 0.5) continue;
      const words = (element.innerText || element.name || "").trim().slice(0, 40);
      found.push(`${Math.round(size.width)} × ${Math.round(size.height)} px: <${element.localName}> « ${words} »`);
    }
    return found;
  }, TARGET);
}

/** How far the page scrolls sideways at that width and that size of text (1: as is), with the widest things. */
export async function sideways(page, width, text = 1) {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: before.height });
  const found = await page.evaluate((text) => {
    document.documentElement.style.fontSize = text === 1 ? "" : `${text * 100}%`;
    const root = document.scrollingElement;
    const over = root.scrollWidth - root.clientWidth;
    const kept = (element) => {
      for (let here = element.parentElement; here && here !== document.body; here = here.parentElement) {
        if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(here).overflowX)) return true;
      }
      return false;
    };
    const wide = over <= 0 ? [] : [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5 && !kept(element))
      .map((element) => `<${element.localName}> « ${(element.innerText ?? "").trim().replace(/\s+/g, " ").slice(0, 30)} »`);
    document.documentElement.style.fontSize = "";
    return over <= 0 ? [] : [`${over} px too wide: ${wide.slice(0, 4).join(", ")}`];
  }, text);
  await page.setViewportSize(before);
  return found;
}
