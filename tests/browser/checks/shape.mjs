// The shape of a page: its language, its title, its heading, its landmarks; and what a page with errors owes its reader.

/** What every page is, in words where it is not. */
export function misshapen(page) {
  return page.evaluate(() => {
    const found = [];
    const count = (selector) => document.querySelectorAll(selector).length;
    if (document.documentElement.lang !== "fr") found.push(`lang is « ${document.documentElement.lang} »`);
    if (!document.title.trim()) found.push("no title");
    if (count("h1") !== 1) found.push(`${count("h1")} h1`);
    for (const landmark of ["header", "main", "footer"]) {
      if (count(`body > ${landmark}`) !== 1) found.push(`${count(`body > ${landmark}`)} <${landmark}> in the body`);
    }
    const first = document.querySelector("a[href]");
    const skips = first?.getAttribute("href")?.startsWith("#") && document.querySelector(first.getAttribute("href"));
    if (!skips) found.push("the first link does not skip to the content");
    for (const element of document.querySelectorAll("[style], script:not([src]), style")) {
      found.push(`inline: <${element.localName}>`);
    }
    return found;
  });
}

/** What a page owes somebody whose form was not accepted. */
export function errorsUnsaid(page) {
  return page.evaluate(() => {
    const found = [];
    if (!document.title.startsWith("Erreur\u00A0: ")) found.push(`the title is « ${document.title} »`);
    const links = [...document.querySelectorAll("main a[href^='#']")];
    const summary = links[0]?.closest("[tabindex='-1'], [role='alert'], [autofocus]");
    if (!summary) found.push("no summary that takes the focus");
    for (const link of links) {
      const field = document.getElementById(link.getAttribute("href").slice(1));
      if (!field) {
        found.push(`« ${link.innerText} » leads nowhere`);
        continue;
      }
      const fields = field.matches("input, select, textarea") ? [field] : [...field.querySelectorAll("input, select, textarea")];
      // A group says its error once, for all its choices.
      const group = field.closest("fieldset");
      if (group) fields.push(group);
      const told = fields.some((each) => {
        const says = (each.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean);
        return each.getAttribute("aria-invalid") === "true" || says.some((id) => document.getElementById(id)?.innerText.includes("Erreur"));
      });
      if (!told && !field.innerText?.includes("Erreur")) found.push(`nothing beside the field of « ${link.innerText} »`);
    }
    return found;
  });
}
