// Every page of every role, looked at in light and in dark by every checker.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { axeViolations } from "./checks/axe.mjs";
import { paleThings } from "./checks/colours.mjs";
import { unmarkedStops } from "./checks/focus.mjs";
import { openCookies, openHeads } from "./checks/guards.mjs";
import { htmlFaults, vnuFaults } from "./checks/html.mjs";
import { printedPages } from "./checks/print.mjs";
import { sideways, smallTargets } from "./checks/room.mjs";
import { errorsUnsaid, misshapen } from "./checks/shape.mjs";
import { weight } from "./checks/weight.mjs";
import { PAGES } from "./pages.mjs";
import { openBrowser, visitor } from "./support/browser.mjs";
import { arrive, label, lookers, others } from "./support/looks.mjs";
import { openDemo } from "./support/server.mjs";

let demo, browser;
/** Who is signed in, in which scheme. */
const visits = new Map();
/** The markup of every page, for the validator. */
const sent = new Map();
/** The title of every page, by who looks. */
const titles = new Map();

before(async () => {
  demo = await openDemo();
  browser = await openBrowser();
});

after(async () => {
  for (const visit of visits.values()) await visit.leave();
  await browser?.close();
  await demo?.end();
});

/** The page, in front of the one who looks at it; signed in once for all pages. */
async function inFrontOf(entry, who, scheme) {
  const key = `${who} ${scheme}`;
  if (!visits.has(key)) visits.set(key, await lookers(browser, demo, who, { scheme }));
  const { page } = visits.get(key);
  await arrive(page, entry, demo.story, others(browser, demo));
  return page;
}

async function looked(page, name, scheme, signedIn) {
  const { html, heads } = await page.evaluate(async () => {
    const answer = await fetch(location.href);
    return { html: await answer.text(), heads: Object.fromEntries(answer.headers) };
  });
  sent.set(name, html);
  const { found: unmarked, stops } = await unmarkedStops(page);
  assert.ok(stops > 0, "something takes the focus");
  return [
    ...(await axeViolations(page)),
    ...(await paleThings(page)),
    ...unmarked,
    // Colours alone change with the scheme.
    ...(scheme === "light" ? [...openHeads(heads, signedIn), ...openCookies(await page.context().cookies()), ...(await ofItsShape(page, html))] : []),
  ];
}

async function ofItsShape(page, html) {
  return [
    ...(await misshapen(page)),
    ...(await htmlFaults(html)),
    ...(await smallTargets(page)),
    ...(await sideways(page, 320)),
    ...(await sideways(page, 640, 2)),
  ];
}

for (const scheme of ["light", "dark"]) {
  describe(`pages, ${scheme}`, () => {
    for (const entry of PAGES.filter(({ only }) => !only)) {
      for (const who of entry.who ?? [null]) {
        test(label(entry, who), async () => {
          const page = await inFrontOf(entry, who, scheme);
          const title = await page.title();
          const same = [...(titles.get(who) ?? new Map())].filter(([route, its]) => its === title && ![entry.route, entry.like].includes(route) && !entry.gone);
          assert.deepEqual(same, [], "another page has this title");
          titles.set(who, (titles.get(who) ?? new Map()).set(entry.route, title));
          assert.deepEqual(await looked(page, label(entry, who), scheme, Boolean(who)), []);
        });
      }
    }
  });
}

describe("forms sent empty", () => {
  for (const entry of PAGES.filter(({ form }) => form)) {
    const [who] = entry.who ?? [null];
    test(label(entry, who), async () => {
      const page = await inFrontOf(entry, who, "light");
      await page.evaluate(() => document.querySelector("main form").setAttribute("novalidate", ""));
      await Promise.all([page.waitForEvent("load"), page.locator("main form").first().locator("button").first().click()]);
      assert.deepEqual([...(await errorsUnsaid(page)), ...(await misshapen(page)), ...(await axeViolations(page)), ...(await paleThings(page))], []);
    });
  }
});

describe("weight and paper", () => {
  for (const entry of PAGES.filter(({ weigh }) => weigh)) {
    test(`${label(entry, null)} costs at most ${entry.weigh} kB`, async (t) => {
      const page = await inFrontOf(entry, (entry.who ?? [null])[0], "light");
      const { bytes, files } = await weight(page.url());
      t.diagnostic(`${bytes} bytes`);
      assert.ok(bytes <= entry.weigh * 1000, `${bytes} bytes: ${files.map(([asked, its]) => `${asked} ${its}`).join(", ")}`);
    });
  }
  for (const entry of PAGES.filter(({ paper }) => paper)) {
    test(`${label(entry, null)} prints on ${entry.paper} A4`, async () => {
      assert.equal(await printedPages(await inFrontOf(entry, (entry.who ?? [null])[0], "light")), entry.paper);
    });
  }
});

test("the W3C's validator finds nothing in any page", async () => {
  assert.ok(sent.size >= PAGES.filter(({ only }) => !only).length, "every page was kept");
  assert.deepEqual(await vnuFaults([...sent]), []);
});
