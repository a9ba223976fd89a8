// GraphiQL, for developers: it works on a machine that reaches no other site, under its own policy.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openBrowser, visitor } from "./support/browser.mjs";
import { openDemo } from "./support/server.mjs";

let demo, browser;

before(async () => {
  demo = await openDemo();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await demo?.end();
});

/** GraphiQL, open; whatever it complains of (a policy that is broken, an error) is kept. */
async function opened() {
  const visit = await visitor(browser, demo.url, { width: 1280, height: 900 });
  const complaints = [];
  visit.page.on("pageerror", (error) => complaints.push(String(error)));
  visit.page.on("console", (line) => {
    if (line.type() === "error") complaints.push(line.text());
  });
  await visit.page.goto("/graphiql");
  return { ...visit, complaints };
}

test("it asks the network a question, and nobody else anything", async () => {
  const { page, complaints, leave } = await opened();
  await page.getByRole("button", { name: /Execute query/ }).click();
  const answer = page.locator(".result-window");
  await answer.getByText('"venues"').first().waitFor();
  assert.match(await answer.innerText(), /"acceptsCheques"|"name"/);
  assert.deepEqual(complaints, []);
  await leave();
});

test("it shows the schema", async () => {
  const { page, complaints, leave } = await opened();
  await page.getByRole("button", { name: /Documentation Explorer/ }).first().click();
  await page.getByText("Mutation", { exact: true }).first().click();
  await page.getByText("redeemCheques").first().waitFor();
  assert.deepEqual(complaints, []);
  await leave();
});

test("its page alone has its policy", async () => {
  const policy = async (path) => (await fetch(demo.url + path)).headers.get("content-security-policy") ?? "";
  assert.match(await policy("/graphiql"), /style-src 'self' 'unsafe-inline'/);
  assert.doesNotMatch(await policy("/graphiql"), /unsafe-eval|script-src[^;]*unsafe|https?:/);
  assert.doesNotMatch(await policy("/"), /unsafe/);
});
