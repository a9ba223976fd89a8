// At the counter: cheques are looked at, taken, and given back; no refusal sends a person away.

import assert from "node:assert/strict";

import { take } from "../support/deeds.mjs";
import { journeys } from "../support/journeys.mjs";

const journey = journeys();

journey("two cheques become a receipt", async ({ open, supply }) => {
  const { serial, codes } = supply.cheques(2);
  const hand = await open("counter-staff");
  await hand.follow("Encaisser");
  assert.equal(await hand.page.evaluate(() => document.activeElement.id), "code", "one types at once");
  await hand.write("Code du chèque", codes[0].toLowerCase().replaceAll("-", ""));
  await hand.press("Ajouter ce chèque");
  await hand.sees(`carnet ${serial}`);
  // A reader of codes types the whole address of the picture.
  await hand.write("Code du chèque", `HTTPS://PASS.EXAMPLE/C/${codes[1].replaceAll("-", "")}`);
  await hand.press("Ajouter ce chèque");
  await hand.follow(/Continuer avec 2 chèques/);
  await hand.sees("Vérifiez avant d'encaisser");
  await hand.press(/Encaisser 2 chèques/);
  await hand.sees("C'est fait.");
  await hand.sees("2 chèques (20 €)");
  await hand.sees(`Il reste dans le carnet ${serial}`);
  await hand.follow("Voir ma journée");
  await hand.sees(/chèques? encaissés? aujourd'hui/);
});

journey("a second try is refused kindly, and the person is welcomed anyway", async ({ open, supply }) => {
  const [code] = supply.cheques().codes;
  const hand = await open("counter-staff");
  await take(hand, code);
  await hand.go("/guichet");
  await hand.write("Code du chèque", code);
  await hand.press("Ajouter ce chèque");
  await hand.isTold("Ce chèque a déjà été utilisé");
  const next = hand.page.locator("main a, main button").filter({ hasText: "Accueillir quand même" }).first();
  await hand.arriving(next);
  await hand.tick("À régulariser");
  await hand.write("Combien de personnes", "1");
  await hand.press("Noter cet accueil");
  await hand.sees("L'accueil est noté.");
  await hand.sees("1 personne, à régulariser");
});

journey("a slip of typing names its place, and what was typed is kept", async ({ open, supply }) => {
  const [code] = supply.cheques().codes;
  const wrong = code.slice(0, 6) + (code[6] === "7" ? "8" : "7") + code.slice(7);
  const hand = await open("counter-staff");
  await hand.go("/guichet");
  await hand.press("Ajouter ce chèque");
  await hand.isTold("Scannez un chèque, ou tapez son code.");
  await hand.write("Code du chèque", wrong);
  await hand.press("Ajouter ce chèque");
  await hand.isTold("groupe 2");
  assert.equal(await hand.field("Code du chèque").inputValue(), wrong);
  await hand.seesNot("Accueillir quand même");
});

journey("a cheque taken by mistake is given back", async ({ open, supply }) => {
  const [code] = supply.cheques().codes;
  const hand = await open("counter-staff");
  await take(hand, code);
  await hand.follow("Annuler");
  await hand.press("Annuler cet encaissement");
  await hand.isTold("Écrivez pourquoi");
  await hand.write("Pourquoi", "erreur de chèque");
  await hand.press("Annuler cet encaissement");
  await hand.sees("L'encaissement est annulé.");
  await take(hand, code);
});
