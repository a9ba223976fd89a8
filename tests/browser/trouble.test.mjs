// What goes wrong in front of a screen: impatient fingers, Back, sessions that end, texts that nobody expects.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openBrowser, visitor } from "./support/browser.mjs";
import { take } from "./support/deeds.mjs";
import { Mouse } from "./support/hand.mjs";
import { openDemo } from "./support/server.mjs";
import { byLetter, address, signIn } from "./support/sign_in.mjs";
import { LONG, STRANGE } from "./support/texts.mjs";

let demo, browser, codes;

before(async () => {
  demo = await openDemo();
  browser = await openBrowser();
  codes = demo.story.carnets.flatMap((carnet) => carnet.codes);
});

after(async () => {
  await browser?.close();
  await demo?.end();
});

async function somebody(who) {
  const visit = await visitor(browser, demo.url, { script: false });
  const hand = new Mouse(visit.page);
  if (who) await signIn(hand, demo, who);
  return { ...visit, hand };
}

/** How many receipts the counter gave today. */
async function receipts(hand) {
  await hand.go("/guichet/jour");
  return hand.page.locator("main a[href^='/guichet/recu/']").count();
}

/** As far as the last look before a cheque is taken. */
async function aboutToTake(hand, code) {
  await hand.go("/guichet");
  await hand.write("Code du chèque", code);
  await hand.press("Ajouter ce chèque");
  await hand.follow(/Continuer avec 1 chèque/);
}

test("a double click takes a cheque once", async () => {
  const { hand, page, leave } = await somebody("counter-staff");
  const before = await receipts(hand);
  await aboutToTake(hand, codes.pop());
  await hand.button(/Encaisser 1 chèque/).dblclick();
  await page.waitForURL("**/guichet/recu/*");
  await hand.sees("C'est fait.");
  assert.equal(await receipts(hand), before + 1);
  await leave();
});

test("the same form sent again, by Back or by a reload, gives the first receipt", async () => {
  const { hand, page, leave } = await somebody("counter-staff");
  const before = await receipts(hand);
  await aboutToTake(hand, codes.pop());
  const form = await page.locator("form[action='/guichet/confirmer']").evaluate((form) => new URLSearchParams(new FormData(form)).toString());
  await hand.press(/Encaisser 1 chèque/);
  const receipt = page.url();
  await page.reload();
  await hand.sees("C'est fait.");
  await page.goBack();
  assert.doesNotMatch(await page.title(), /Erreur/);
  const again = await page.context().request.post(`${demo.url}/guichet/confirmer`, {
    headers: { "content-type": "application/x-www-form-urlencoded", origin: demo.url },
    data: form,
  });
  assert.equal(again.url(), receipt, "the first receipt again");
  assert.equal(await receipts(hand), before + 1);
  await leave();
});

test("a session that ends in the middle of a form loses nothing", async () => {
  const { hand, page, context, leave } = await somebody("counter-staff");
  await take(hand, codes.pop());
  await hand.follow("Annuler");
  await hand.write("Pourquoi", "erreur de « chèque » & co");
  const cookies = await context.cookies();
  await context.clearCookies();
  await hand.press("Annuler cet encaissement");
  await hand.sees("Rien n'est perdu");
  await context.addCookies(cookies);
  await hand.press("Envoyer de nouveau");
  if ((await hand.title()).startsWith("Erreur")) {
    assert.equal(await hand.field("Pourquoi").inputValue(), "erreur de « chèque » & co");
    await hand.press("Annuler cet encaissement");
  }
  await hand.sees("L'encaissement est annulé.");
  await leave();
  assert.ok(page);
});

test("a page of somebody else's role, and one that is not there, say so and lead on", async () => {
  const { hand, page, leave } = await somebody("counter-staff");
  const answer = await page.goto("/reglements");
  assert.equal(answer.status(), 403);
  await hand.sees("Cette page n'est pas dans votre rôle");
  assert.equal((await page.goto("/nulle-part")).status(), 404);
  await hand.sees("Nous ne trouvons pas cette page");
  await leave();
});

test("whoever is not signed in comes back where they wanted to go", async () => {
  const { hand, page, leave } = await somebody();
  await page.goto("/guichet/jour");
  assert.match(page.url(), /\/connexion\?suite=/);
  await hand.write("Votre adresse électronique", "personne@nulle-part.example");
  await hand.press("Recevoir un code");
  await hand.sees("Si nous connaissons cette adresse");
  await hand.write("Les six chiffres du message", "000000");
  await hand.press("Entrer");
  assert.match(await hand.title(), /^Erreur\u00A0: /);
  await leave();
});

test("a session that somebody prepared in a browser is not the one of whoever signs in there", async () => {
  const [other, fresh] = [await somebody("prescriber"), await somebody()];
  const session = async ({ page }) => (await page.context().cookies()).find(({ name }) => name === "passegue");
  const prepared = { ...(await session(other)), value: "preparee" };
  await fresh.page.context().addCookies([prepared]);
  await byLetter(fresh.hand, demo, address(demo.story, "counter-staff"));
  assert.notEqual((await session(fresh)).value, prepared.value, "the session is a new one");
  await fresh.hand.go("/guichet");
  assert.equal(new URL(fresh.page.url()).pathname, "/guichet");
  await Promise.all([other.leave(), fresh.leave()]);
});

test("a link of a letter serves once", async () => {
  const { hand, leave } = await somebody();
  await byLetter(hand, demo, address(demo.story, "analyst"));
  await hand.sees("Bonjour");
  await hand.go("/deconnexion");
  await hand.press("Se déconnecter");
  await hand.sees("Votre connexion est fermée");
  await hand.go("/aujourdhui");
  assert.match(hand.page.url(), /\/connexion/);
  await leave();
});

for (const [kind, text] of Object.entries(STRANGE)) {
  test(`a reason with ${kind} is shown as it was typed`, async () => {
    const { hand, page, leave } = await somebody("counter-staff");
    page.on("dialog", () => assert.fail("something ran"));
    await take(hand, codes.pop());
    await hand.follow("Annuler");
    await hand.write("Pourquoi", text);
    await hand.press("Annuler cet encaissement");
    assert.equal(await page.locator("main [onmouseover], main script, main b").count(), 0, "no markup of it");
    const refused = (await hand.title()).startsWith("Erreur");
    if (refused) assert.equal(await hand.field("Pourquoi").inputValue(), text, "kept as it was typed");
    else await hand.sees("L'encaissement est annulé.");
    await leave();
  });

  test(`a search for ${kind} finds nothing and breaks nothing`, async () => {
    const { hand, page, leave } = await somebody();
    await hand.go("/lieux");
    await hand.write("Votre commune", text);
    await hand.press("Chercher");
    assert.equal(await hand.field("Votre commune").inputValue(), text);
    assert.equal(await page.locator("main [onmouseover], main script, main b").count(), 0);
    await leave();
  });
}

test("a text of a million letters is told to be too long, and is still there", async () => {
  const { hand, page, leave } = await somebody("counter-staff");
  await take(hand, codes.pop());
  await hand.follow("Annuler");
  await hand.write("Pourquoi", LONG);
  const [answer] = await Promise.all([
    page.waitForResponse((answer) => answer.request().method() === "POST"),
    hand.press("Annuler cet encaissement"),
  ]);
  assert.ok([413, 422].includes(answer.status()), `${answer.status()}: ${await hand.title()}`);
  await leave();
});
