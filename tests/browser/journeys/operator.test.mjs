// The network: an application comes with its grid, one person reads it, another decides; a venue is suspended, and comes back.

import { journeys } from "../support/journeys.mjs";

const journey = journeys();
let places = 0;

journey("an application is sent, discussed, and decided by somebody of the network", async ({ open }) => {
  places += 1;
  const name = `Salle des fêtes ${places}`;
  const manager = await open("venue-manager");
  await manager.go("/lieu/demandes");
  await manager.follow("Faire une demande");
  await manager.follow(/ : Le lieu/);
  await manager.tick("Un nouveau lieu");
  await manager.write(/^Nom/, name);
  await manager.write("Numéro et rue", "2 rue de la Mairie");
  await manager.write("Commune ou code postal", "Fillièvres");
  await manager.press("Enregistrer et continuer");
  await manager.follow(/ : Le compte bancaire/);
  await manager.write("Titulaire du compte", "Salle des fêtes");
  // The account on which the structure is paid already: another one would want a second proof.
  await manager.write("IBAN", "FR76 9999 9620 0000 0042 1100 150");
  await manager.write("BIC", "AGRIFRPP");
  await manager.press("Enregistrer et continuer");
  await manager.isTold("Cet IBAN ne passe pas le contrôle.");
  await manager.write("IBAN", "FR76 9999 9620 0000 0042 1100 155");
  await manager.press("Enregistrer et continuer");
  await manager.follow("Vérifier et envoyer");
  await manager.sees(name);
  await manager.press("Envoyer la demande");
  await manager.sees("Votre demande est envoyée.");

  const operator = await open("operator");
  await operator.go("/reseau/demandes");
  await operator.follow(`Ouvrir la demande : ${name}`);
  await operator.write("Votre message", "Qui anime l'atelier ?");
  await operator.press("Envoyer le message");
  await operator.sees("Votre message est envoyé.");
  await manager.page.reload();
  await manager.sees("Qui anime l'atelier ?");

  await operator.follow("Décider de cette demande");
  await operator.press("Enregistrer la décision");
  await operator.isTold("Choisissez une décision.");
  await operator.tick("Accepter la demande");
  await operator.write("Dernier jour de l'habilitation", "2028-10-31");
  await operator.press("Enregistrer la décision");
  await operator.sees("La décision est enregistrée.");
  await manager.page.reload();
  await manager.sees("habilité jusqu'au 31 octobre 2028");
});

journey("a venue is suspended with its effects told, and comes back", async ({ open }) => {
  const hand = await open("operator");
  await hand.go("/reseau/lieux");
  await hand.follow(/Gouy-Saint-André/);
  await hand.follow("Suspendre l'habilitation");
  await hand.sees("Les chèques déjà encaissés restent payés");
  await hand.press("Suspendre l'habilitation");
  await hand.isTold("Dites pourquoi");
  await hand.write("Pourquoi", "Travaux dans la salle");
  await hand.press("Suspendre l'habilitation");
  await hand.sees("C'est fait, dès maintenant.");
  await hand.follow("Rétablir l'habilitation");
  await hand.write("Pourquoi", "Travaux finis");
  await hand.press("Rétablir l'habilitation");
  await hand.sees("C'est fait, dès maintenant.");
});
