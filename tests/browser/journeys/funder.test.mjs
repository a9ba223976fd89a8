// An order: placed by the funder, paid, issued; then its booklets can be handed over.

import { journeys } from "../support/journeys.mjs";

const journey = journeys();
let payments = 0;

journey("an order is checked, placed, funded and issued", async ({ open }) => {
  const funder = await open("funder");
  await funder.go("/commandes");
  await funder.follow("Passer une commande");
  await funder.write("Carnets", "3");
  await funder.write("Chèques par carnet", "10");
  await funder.write("Valeur d'un chèque", "10");
  await funder.write("Dernier jour pour remettre", "2026-06-30");
  await funder.write("Dernier jour imprimé", "2026-05-31");
  await funder.write("Dernier jour où les chèques", "2026-10-31");
  await funder.press("Vérifier la commande");
  await funder.isTold("Le jour imprimé vient après le dernier jour de remise.");
  await funder.write("Dernier jour imprimé", "2026-09-30");
  await funder.press("Vérifier la commande");
  await funder.sees("300 €");
  await funder.press("Passer la commande");
  await funder.sees("Commande passée");
  const order = new URL(funder.page.url()).pathname;

  payments += 1;
  const treasurer = await open("treasurer");
  await treasurer.go("/reglements");
  await treasurer.follow("Confirmer les fonds");
  await treasurer.write("Montant reçu", "300");
  await treasurer.write("Numéro de mandat", `MANDAT 2025-110${payments}`);
  await treasurer.press("Confirmer les fonds");
  await treasurer.sees("Les fonds ont été confirmés");

  const operator = await open("operator");
  await operator.go(order);
  await operator.press("Émettre les carnets");
  await operator.sees("Chèques actifs");

  await funder.go(order);
  await funder.sees("Les carnets peuvent être remis et les chèques utilisés.");
});
