// A venue's manager: the sheet and the hours that the public reads, the statements, a new application.

import { journeys } from "../support/journeys.mjs";

const journey = journeys();

journey("the sheet is changed, and the public reads it", async ({ open, demo }) => {
  const hand = await open("venue-manager");
  await hand.go("/lieu");
  await hand.follow("Modifier la fiche");
  await hand.write(/^Téléphone/, "12");
  await hand.press(/Enregistrer/);
  await hand.isTold("Écrivez le numéro avec ses chiffres");
  await hand.write(/^Téléphone/, "03 21 06 00 42");
  await hand.tick("Personnes à mobilité réduite");
  await hand.write("Comment venir", "Par la cour, porte verte.");
  await hand.press(/Enregistrer/);
  await hand.sees("C'est enregistré.");
  await hand.go(`/lieux/${demo.story.counterVenue}`);
  await hand.sees("03 21 06 00 42");
  await hand.sees("Par la cour, porte verte.");
});

journey("hours are written as they are said", async ({ open, demo }) => {
  const hand = await open("venue-manager");
  await hand.go("/lieu");
  await hand.follow("Modifier les horaires");
  await hand.write("lundi, ouverture 1 : de", "14 h");
  await hand.write("lundi, ouverture 1 : à", "9 h");
  await hand.press("Enregistrer les horaires");
  await hand.isTold("La fin vient après le début.");
  await hand.write("lundi, ouverture 1 : de", "9 h 30");
  await hand.write("lundi, ouverture 1 : à", "12 h");
  await hand.press("Enregistrer les horaires");
  await hand.sees("C'est enregistré.");
  await hand.go(`/lieux/${demo.story.counterVenue}`);
  await hand.sees(/lundi.*9 h 30.*12 h/i);
});

journey("what was paid is read cheque by cheque", async ({ open }) => {
  const hand = await open("venue-manager");
  await hand.go("/lieu/releves");
  await hand.arriving(hand.page.locator("main a[href^='/lieu/releves/']").first());
  await hand.sees("€");
});
