// Who looks at a page, and how they come to it.

import assert from "node:assert/strict";

import { visitor } from "./browser.mjs";
import { Mouse } from "./hand.mjs";
import { signIn } from "./sign_in.mjs";

/** A visitor, signed in as that player of the story (none: nobody in particular). */
export async function lookers(browser, demo, who, options) {
  const visit = await visitor(browser, demo.url, options);
  if (who) await signIn(new Mouse(visit.page), demo, who);
  return visit;
}

/** What somebody else does meanwhile, in a browser of their own: `meanwhile(who, deed)`; the deed is given their hand and the demonstration. */
export function others(browser, demo) {
  return async function meanwhile(who, deed) {
    const visit = await lookers(browser, demo, who);
    try {
      await deed(new Mouse(visit.page), demo);
    } finally {
      await visit.context.close();
    }
  };
}

/** Does what comes before, goes to the page of an entry of the list, and is there. */
export async function arrive(page, entry, story, meanwhile) {
  if (entry.steps) await entry.steps(new Mouse(page), story, meanwhile);
  const path = await place(page, entry, story);
  if (!path) return;
  const answer = await page.goto(path);
  // A page that says what is no more is a page too.
  const expected = entry.gone ? answer.status() < 500 : answer.status() === 200;
  assert.ok(expected, `${answer.status()} at ${page.url()}`);
}

async function place(page, entry, story) {
  const { route, path, found, steps } = entry;
  const told = (text) => (typeof text === "function" ? text(story) : text);
  if (!found) return told(path) ?? (steps ? null : route);
  const [on, begins, ends = "", after = ""] = found.map(told);
  await page.goto(on);
  const selected = begins.startsWith("main ") ? begins : `main a[href^="${begins}"]`;
  const link = page.locator(`${selected}${ends && `[href$="${ends}"]`}`).first();
  if (entry.gone && (await link.count()) === 0) return on;
  return (await link.getAttribute("href")) + after;
}

/** How an entry is called in a report. */
export function label({ route }, who) {
  return who ? `${route} as ${who}` : route;
}
