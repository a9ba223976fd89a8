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

/** Does what comes before, goes to the page of an entry of the list, and is there. */
export async function arrive(page, entry, story) {
  if (entry.steps) await entry.steps(new Mouse(page), story);
  const path = await place(page, entry, story);
  if (!path) return;
  const answer = await page.goto(path);
  // A page that says what is no more is a page too.
  const expected = entry.gone ? answer.status() < 500 : answer.status() === 200;
  assert.ok(expected, `${answer.status()} at ${page.url()}`);
}

async function place(page, { route, path, found, steps }, story) {
  if (found) {
    const [on, begins] = found;
    await page.goto(on);
    return page.locator(`main a[href^="${begins}"]`).first().getAttribute("href");
  }
  if (typeof path === "function") return path(story);
  return path ?? (steps ? null : route);
}

/** How an entry is called in a report. */
export function label({ route }, who) {
  return who ? `${route} as ${who}` : route;
}
