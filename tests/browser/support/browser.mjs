// Debian's Chromium, and people who visit the pages with it.

import assert from "node:assert/strict";

import { chromium } from "./tools.mjs";

/** What keeps the browser on this machine, whatever it would like to tell its makers. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

/** Starts the browser; `more` are further options of its command line. */
export function openBrowser(more = []) {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...QUIET, ...more] });
}

/**
 * Somebody with a browser of their own: no cookie, nothing kept.
 *
 * `script: false` turns JavaScript off. What leaves for another origin is kept in `foreign`; `leave()` refuses any.
 */
export async function visitor(browser, url, { script = true, scheme = "light", width = 360, height = 740, ...more } = {}) {
  const context = await browser.newContext({
    baseURL: url,
    javaScriptEnabled: script,
    colorScheme: scheme,
    viewport: { width, height },
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    reducedMotion: "reduce",
    ...more,
  });
  context.setDefaultTimeout(15_000);
  const foreign = [];
  context.on("request", (request) => {
    if (isForeign(request.url(), url)) foreign.push(request.url());
  });
  const page = await context.newPage();
  const leave = async () => {
    await context.close();
    assert.deepEqual(foreign, [], "requests to another origin");
  };
  return { context, page, foreign, leave };
}

/** Whether a request leaves the house: what a page holds in itself does not. */
export function isForeign(asked, url) {
  const { protocol, origin } = new URL(asked);
  return !["data:", "blob:", "about:"].includes(protocol) && origin !== new URL(url).origin;
}
