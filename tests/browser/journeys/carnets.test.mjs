// A booklet is lost: somebody calls, it is blocked on one page, and another one takes its place.

import { journeys } from "../support/journeys.mjs";

const journey = journeys();

journey("a booklet is blocked while somebody is on the telephone, and found again", async ({ open, supply }) => {
  const { serial } = supply.cheques();
  const hand = await open("counter-staff");
  await hand.go("/carnets");
  await hand.write("Numéro du carnet", serial.toLowerCase());
  await hand.press("Chercher");
  await hand.sees(`Carnet ${serial}`);
  await hand.press("Bloquer le carnet");
  await hand.isTold("Choisissez : perdu ou volé.");
  await hand.tick("Perdu");
  await hand.write("Comment le savez-vous ?", "La personne a appelé");
  await hand.press("Bloquer le carnet");
  await hand.sees("Le carnet est bloqué.");
  await hand.write("Où était-il ?", "Dans un tiroir");
  await hand.press("Débloquer le carnet");
  await hand.sees("Le carnet est débloqué.");
});

journey("a lost booklet is replaced, with a slip to take away", async ({ open, supply }) => {
  const [lost, fresh] = [supply.booklet(), supply.booklet()];
  const hand = await open("prescriber");
  await hand.go(`/remise/carnet/${lost.serial}`);
  await hand.tick("60 ans et plus");
  await hand.write("Dans quelle commune", "fillievres");
  await hand.tick(/J.ai vu un justificatif/);
  await hand.press("Continuer");
  await hand.press("Remettre ce carnet");
  await hand.go(`/carnets/${lost.serial}`);
  await hand.follow("Remplacer le carnet");
  await hand.press("Remplacer le carnet");
  await hand.isTold("Écrivez le numéro du nouveau carnet.");
  await hand.write("Numéro du nouveau carnet", fresh.serial);
  await hand.write("Comment le savez-vous ?", "La personne a appelé");
  await hand.press("Remplacer le carnet");
  await hand.sees("le nouveau carnet remplace l'ancien");
  await hand.sees(lost.serial);
  await hand.sees("10 chèques");
});
