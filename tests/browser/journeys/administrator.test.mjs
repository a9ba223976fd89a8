// Who may do what: somebody is invited, a role ends, the trail tells it, the keys have an age.

import assert from "node:assert/strict";

import { journeys } from "../support/journeys.mjs";
import { address, byLetter, nextLetter } from "../support/sign_in.mjs";

const journey = journeys();
let guests = 0;

journey("somebody is invited and comes in", async ({ open, demo }) => {
  guests += 1;
  const mail = `nouvelle-${guests}@7vallees.example`;
  const administrator = await open("administrator");
  await administrator.go("/membres");
  await administrator.follow("Inviter une personne");
  await administrator.press("Envoyer l'invitation");
  await administrator.isTold("Cochez au moins un rôle.");
  await administrator.write("Prénom et nom", `Zoé <b>Nouvelle</b> ${guests}`);
  await administrator.write("Adresse électronique", mail);
  await administrator.tick("Analyste");
  await administrator.press("Envoyer l'invitation");
  await administrator.sees(`Zoé <b>Nouvelle</b> ${guests}`);
  assert.match((await nextLetter(demo, mail, 0)).text, /invit/i);

  const guest = await open();
  await byLetter(guest, demo, mail);
  await guest.go("/invitation");
  await guest.press("Accepter");
  await guest.go("/chiffres");
  await guest.sees("Ce que deviennent les chèques");
});

journey("a role that ends is over everywhere within five seconds", async ({ open, demo }) => {
  guests += 1;
  const mail = `passage-${guests}@7vallees.example`;
  const administrator = await open("administrator");
  await administrator.go("/membres/inviter");
  await administrator.write("Prénom et nom", `Passage ${guests}`);
  await administrator.write("Adresse électronique", mail);
  await administrator.tick("Analyste");
  await administrator.press("Envoyer l'invitation");
  const guest = await open();
  await byLetter(guest, demo, mail);
  await guest.go("/invitation");
  await guest.press("Accepter");
  await guest.go("/chiffres");
  await guest.sees("Ce que deviennent les chèques");

  await administrator.go("/membres");
  await administrator.follow(`Mettre fin à ce rôle Analyste Passage ${guests}`);
  await administrator.press("Mettre fin au rôle");
  const ended = performance.now();
  let seen = true;
  while (seen && performance.now() - ended < 6_000) {
    await guest.go("/chiffres");
    seen = (await guest.words()).includes("Ce que deviennent les chèques");
  }
  assert.ok(!seen && performance.now() - ended < 5_000, "the page refuses");
});

journey("the trail is searched, the keys are seen", async ({ open, demo }) => {
  const hand = await open("administrator");
  await hand.go("/journal");
  await hand.write("Mots à chercher", "suspend");
  await hand.press("Chercher");
  await hand.sees("Visite de contrôle en attente");
  await hand.go("/journal?mot=&du=hier&au=");
  await hand.isTold("Nous ne lisons pas cette date.");
  await hand.go("/cles");
  await hand.sees("Signe les connexions");
  await hand.seesNot(address(demo.story, "treasurer"));
});
