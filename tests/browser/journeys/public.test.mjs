// Somebody who looks for help, and somebody who holds a booklet. Neither has an account.

import assert from "node:assert/strict";

import { journeys } from "../support/journeys.mjs";

const journey = journeys();

journey("help is found from a postcode, then by telephone", async ({ open }) => {
  const hand = await open();
  await hand.go("/");
  await hand.write("Votre commune ou votre code postal", "62140");
  await hand.press("Chercher");
  await hand.sees("Quelle commune ?");
  await hand.follow("Hesdin-la-Forêt");
  await hand.sees("Lieux près de Hesdin-la-Forêt");
  const first = hand.page.locator("main h2 a[href^='/lieux/']").first();
  const name = await first.innerText();
  await hand.arriving(first);
  await hand.sees(name);
  await hand.sees("Horaires");
  const phone = hand.page.locator("main a[href^='tel:']").first();
  assert.match(await phone.getAttribute("href"), /^tel:\+33\d{9}$/, "a telephone can call it");
});

journey("a name is understood without its accents, and an unknown one leads on", async ({ open }) => {
  const hand = await open();
  await hand.go("/lieux");
  await hand.write("Votre commune ou votre code postal", "atlantide");
  await hand.press("Chercher");
  await hand.sees("Nous ne trouvons pas « atlantide »");
  assert.equal(await hand.field("Votre commune").inputValue(), "atlantide", "what was typed is kept");
  await hand.write("Votre commune ou votre code postal", "fillievres");
  await hand.press("Chercher");
  await hand.sees("Lieux près de Fillièvres");
  await hand.tick("Seulement les lieux qui acceptent les chèques");
  await hand.press("Appliquer ces choix");
  await hand.sees("Lieux près de Fillièvres");
  await hand.follow(/Imprimer l.affiche/);
  await hand.sees("Près de Fillièvres");
});

journey("the map and its table lead to each commune", async ({ open }) => {
  const hand = await open();
  await hand.go("/carte");
  await hand.sees("Les 66 communes");
  await hand.follow("2022");
  await hand.sees("Les 69 communes");
  await hand.follow("Trier par distance");
  await hand.follow(/Fillièvres/);
  await hand.sees("Lieux près de Fillièvres");
});

journey("« Mon carnet » says what remains, and nothing else", async ({ open, supply }) => {
  const { serial, codes } = supply.cheques();
  const hand = await open();
  await hand.go("/");
  await hand.follow("Voir mon carnet");
  await hand.press("Voir ce qui reste");
  await hand.isTold("Écrivez le numéro du carnet.");
  await hand.write("Numéro du carnet", serial);
  await hand.write("Code d'un chèque", codes[0].toLowerCase().replaceAll("-", " "));
  await hand.press("Voir ce qui reste");
  await hand.sees(/\d+ chèques? à utiliser/);
  await hand.sees("31 octobre 2026");
  await hand.seesNot(codes[0]);
  assert.ok(!hand.page.url().includes(codes[0].slice(0, 4)), "no code in the address");
});

journey("a code of another booklet tells nothing", async ({ open, supply }) => {
  const [one, other] = [supply.cheques(), supply.booklet()];
  const hand = await open();
  await hand.go("/mon-carnet");
  await hand.write("Numéro du carnet", other.serial);
  await hand.write("Code d'un chèque", one.codes[0]);
  await hand.press("Voir ce qui reste");
  assert.match(await hand.title(), /^Erreur\u00A0: /);
  await hand.seesNot("chèques à utiliser");
});

journey("reading is made more comfortable, and stays so", async ({ open }) => {
  const hand = await open();
  await hand.go("/confort");
  await hand.tick("Très grande");
  await hand.tick("Sombres");
  await hand.tick("Contraste renforcé");
  await hand.press("Garder ces choix");
  await hand.go("/aide");
  assert.equal(await hand.page.locator("html").getAttribute("class"), "tres-grand contraste sombre");
});
