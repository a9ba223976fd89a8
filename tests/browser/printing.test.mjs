// The pages of a booklet: asked for by one person, released by another; each square is read at 100 dots an inch.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { openBrowser, visitor } from "./support/browser.mjs";
import { Mouse } from "./support/hand.mjs";
import { openDemo } from "./support/server.mjs";
import { signIn } from "./support/sign_in.mjs";

/** A sheet is drawn at 96 dots an inch; an office printer of the cheapest kind does a little more. */
const HUNDRED_DPI = 100 / 96;

let demo, browser;
const visits = [];

before(async () => {
  demo = await openDemo();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await demo?.end();
});

async function somebody(who) {
  const visit = await visitor(browser, demo.url, { width: 1280, height: 900 });
  visits.push(visit);
  const hand = new Mouse(visit.page);
  await signIn(hand, demo, who);
  return hand;
}

/** What the vendored reader makes of a picture. */
function read(page, picture) {
  return page.evaluate(async (picture) => {
    const { default: QrScanner } = await import("/statique/vendor/qr-scanner-1.4.2/qr-scanner.min.js");
    return (await QrScanner.scanImage(`data:image/png;base64,${picture}`, { returnDetailedScanResult: true })).data;
  }, picture);
}

test("a printed booklet is read by a camera, square by square", async () => {
  const [operator, other] = [await somebody("operator"), await somebody("second-operator")];
  await operator.go("/commandes");
  const orders = await operator.page.locator("main table a[href^='/commandes/']").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const order = orders.at(-1);
  await operator.go(`${order}/tirage`);
  await operator.tick(/Pages à imprimer ici/);
  await operator.write("Premier carnet", "1");
  await operator.press("Demander les codes");
  await operator.sees("Une autre personne doit libérer ces codes.");
  await other.go(`${order}/tirage`);
  await other.press("Libérer ces codes");
  await other.press("Obtenir un lien, bon une fois");
  const file = await other.receive(other.page.getByRole("link", { name: "Télécharger" }));
  const html = await readFile(await file.path(), "utf8");

  const { page, leave } = await visitor(browser, demo.url, { width: 794, height: 1123, deviceScaleFactor: HUNDRED_DPI });
  await page.setContent(html);
  const codes = await page.locator(".cheque .code").allInnerTexts();
  const squares = page.locator(".cheque svg");
  assert.equal(await squares.count(), codes.length);
  assert.equal(codes.length, 10);
  const pictures = [];
  for (let at = 0; at < codes.length; at++) pictures.push((await squares.nth(at).screenshot()).toString("base64"));
  // No page of ours shows a picture that does not come from its server: this one must.
  const reader = await browser.newPage({ bypassCSP: true });
  await reader.goto(`${demo.url}/aide`);
  const told = [];
  for (const picture of pictures) told.push(await read(reader, picture));
  for (const text of told) assert.match(text, /^HTTPS?:\/\//);
  assert.equal(new Set(told).size, codes.length, "each cheque has its own square");
  await leave();
  // The talon tells the number and no code.
  const talon = await (async () => {
    const { page, leave } = await visitor(browser, demo.url);
    await page.setContent(html);
    const told = await page.locator(".talon").innerText();
    await leave();
    return told;
  })();
  assert.match(talon, /-0001/);
  for (const code of codes) assert.ok(!talon.includes(code));
  for (const visit of visits) await visit.leave();
});
