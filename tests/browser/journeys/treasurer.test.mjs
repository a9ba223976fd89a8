// A month's end: what is due is looked at, prepared by one person, approved by another, sent to the bank, confirmed.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { journeys } from "../support/journeys.mjs";
import { take } from "../support/deeds.mjs";

const journey = journeys();

journey("a payment is prepared by one, approved by another, and paid", async ({ open, supply }) => {
  const counter = await open("counter-staff");
  await take(counter, supply.cheques().codes[0]);

  const first = await open("treasurer");
  await first.go("/reglements");
  await first.follow("Voir le détail et préparer");
  await first.sees("Ce que recevra chaque lieu");
  await first.press("Préparer ce règlement");
  await first.sees("Vous avez préparé ce règlement.");
  assert.equal(await first.button("Valider le règlement").count(), 0, "nobody approves their own work");

  const second = await open("second-treasurer");
  await second.go(new URL(first.page.url()).pathname);
  await second.press("Valider le règlement");
  await second.press("Produire le fichier");
  await second.sees("Le fichier est prêt.");
  const file = await second.receive(second.link("Télécharger le fichier de la banque"));
  assert.match(await readFile(await file.path(), "utf8"), /pain\.001\.001\.09/);
  await second.press("Confirmer le paiement");
  await second.isTold(/référence/i);
  await second.write("Référence de la banque", "VIR 2025-11-04");
  await second.press("Confirmer le paiement");
  await second.sees("VIR 2025-11-04");

  await second.go("/reglements/controle");
  await second.press("Contrôler maintenant");
  await second.sees("Tout est juste.");
});
