// Pictures of every page of every role, to be looked at by people: `ops/browser pictures DIR`.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { PAGES } from "./pages.mjs";
import { openBrowser } from "./support/browser.mjs";
import { arrive, lookers, others } from "./support/looks.mjs";
import { openDemo } from "./support/server.mjs";

const [folder, only = ""] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
let taken = 0;
try {
  for (const [scheme, widths] of [["light", [360, 1280]], ["dark", [360]]]) {
    for (const width of widths) await round(scheme, width);
  }
} finally {
  await browser.close();
  await demo.end();
}
console.log(`${taken} pictures in ${folder}`);

/** Every page at one width, in one scheme. */
async function round(scheme, width) {
  const visits = new Map();
  for (const entry of PAGES.filter(({ route, only: none }) => !none && route.includes(only))) {
    for (const who of entry.who ?? [null]) {
      if (!visits.has(who)) visits.set(who, await lookers(browser, demo, who, { scheme, width, height: width < 600 ? 740 : 900 }));
      const { page } = visits.get(who);
      try {
        await arrive(page, entry, demo.story, others(browser, demo));
        const name = `${entry.route.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "accueil"}-${who ?? "public"}-${width}-${scheme}.png`;
        await page.screenshot({ path: join(folder, name), fullPage: true });
        taken += 1;
      } catch (trouble) {
        console.error(`${entry.route} as ${who}: ${trouble.message.split("\n")[0]}`);
      }
    }
  }
  for (const visit of visits.values()) await visit.leave();
}
