// A booklet is handed over: to somebody who is there, and is never named.

import { journeys } from "../support/journeys.mjs";

const journey = journeys();

journey("a booklet is handed over, with a reminder to take away", async ({ open, supply }) => {
  const { serial, code } = supply.booklet();
  const hand = await open("prescriber");
  await hand.follow("Remettre un carnet");
  await hand.press("Continuer");
  await hand.isTold("Scannez un chèque, ou tapez le numéro du carnet.");
  await hand.write("Numéro du carnet", code);
  await hand.press("Continuer");
  await hand.sees("À qui va ce carnet ?");
  await hand.press("Continuer");
  await hand.isTold("Choisissez la situation de la personne.");
  await hand.tick("60 ans et plus");
  await hand.write("Dans quelle commune", "fillievres");
  await hand.tick(/J.ai vu un justificatif/);
  await hand.press("Continuer");
  await hand.sees("Vérifiez avant de remettre");
  await hand.sees("Fillièvres");
  await hand.press("Remettre ce carnet");
  await hand.sees("C'est fait : le carnet est à la personne.");
  await hand.sees(serial);
  await hand.sees("Où utiliser vos chèques");
  await hand.go("/remise");
  await hand.sees(serial);
});

journey("a booklet that is gone is not handed over twice", async ({ open, supply }) => {
  const { serial } = supply.cheques();
  const hand = await open("prescriber");
  await hand.go("/remise");
  await hand.write("Numéro du carnet", serial);
  await hand.press("Continuer");
  await hand.isTold(/déjà/);
});
