// From an empty server to the first cheque, as the README tells it: no demonstration, nothing but pages and mails.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { openBrowser, visitor } from "./support/browser.mjs";
import { take } from "./support/deeds.mjs";
import { Mouse } from "./support/hand.mjs";
import { openHouse } from "./support/house.mjs";
import { byLetter, nextLetter, prove, secondProof } from "./support/sign_in.mjs";

const ADMIN = "ines@pass.example";
const NETWORK = "Réseau des 7 Vallées";

let house, browser;
const visits = [];

before(async () => {
  house = await openHouse({ name: NETWORK, admin: "Inès Delattre", mail: ADMIN });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await house?.end();
});

/** Somebody's browser, where nobody is signed in. */
async function someone() {
  const visit = await visitor(browser, house.url, { script: false });
  visits.push(visit);
  return new Mouse(visit.page);
}

/** Somebody with an invitation comes in by the digits of a mail, accepts, and proves who they are where their role wants it. */
async function joins(mail) {
  const hand = await someone();
  await byLetter(hand, house, mail);
  await hand.go("/invitation");
  await hand.press("Accepter");
  await secondProof(hand, house, mail);
  return hand;
}

/** The administrator invites somebody to the network, or to a structure. */
async function invites(administrator, mail, roles, structure) {
  await administrator.go(structure ? "/reseau/structures" : "/membres");
  if (structure) await administrator.follow(structure);
  await administrator.follow("Inviter une personne");
  await administrator.write("Prénom et nom", mail.split("@")[0]);
  await administrator.write("Adresse électronique", mail);
  for (const role of roles) await administrator.tick(role);
  await administrator.press("Envoyer l'invitation");
  await administrator.sees(mail.split("@")[0]);
  assert.match((await nextLetter(house, mail, 0)).text, /invite/);
}

/** An act that wants a fresh proof gets one when it asks. */
async function proving(hand, who) {
  if (new URL(hand.page.url()).pathname === "/preuve" || /votre carte/.test(await hand.words())) await prove(hand, house, who);
}

async function registers(operator, name, kind) {
  await operator.go("/reseau/structures/nouvelle");
  await operator.write("Nom de la structure", name);
  await operator.tick(kind);
  await operator.press("Ajouter cette structure");
  await operator.sees("La structure est ajoutée.");
}

function day(months) {
  const day = new Date();
  day.setUTCDate(1);
  day.setUTCMonth(day.getUTCMonth() + months);
  return day.toISOString().slice(0, 10);
}

test("a network is founded, and takes its first cheque", async () => {
  // 1. The administrator, by the link that `init` printed.
  const administrator = await someone();
  await administrator.go(house.link);
  await administrator.submit();
  await secondProof(administrator, house, ADMIN);
  await invites(administrator, "ousmane@pass.example", ["Tête de réseau"]);
  await invites(administrator, "odette@pass.example", ["Tête de réseau"]);
  await invites(administrator, "thomas@pass.example", ["Trésorier"]);

  // 2. and 3. The operators: one registers and files, the other decides.
  const operator = await joins("ousmane@pass.example");
  await registers(operator, "Communauté de communes", "Commanditaire");
  await registers(operator, "Mairie d'Hesdin", "Prescripteur");
  await registers(operator, "CoopNum", "Porteur de lieu");
  await invites(administrator, "fanny@pass.example", ["Commanditaire"], "Communauté de communes");
  await invites(administrator, "paul@pass.example", ["Prescripteur"], "Mairie d'Hesdin");
  await invites(administrator, "rose@pass.example", ["Responsable de lieu", "Accueil"], "CoopNum");
  const manager = await joins("rose@pass.example");
  await manager.go("/lieu/demandes");
  await manager.follow("Faire une demande");
  await manager.follow(/ : Le lieu/);
  await manager.tick("Un nouveau lieu");
  await manager.write(/^Nom/, "CoopNum");
  await manager.write("Numéro et rue", "5 rue du Général-Daullé");
  await manager.write("Commune ou code postal", "Hesdin-la-Forêt");
  await manager.press("Enregistrer et continuer");
  await manager.follow(/ : Le compte bancaire/);
  await manager.write("Titulaire du compte", "Atelier de Campagnes");
  await manager.write("IBAN", "FR14 2004 1010 0505 0001 3M02 606");
  await manager.write("BIC", "PSSTFRPP");
  await manager.press("Enregistrer et continuer");
  await manager.follow("Vérifier et envoyer");
  await manager.press("Envoyer la demande");
  await manager.sees("Votre demande est envoyée.");
  const second = await joins("odette@pass.example");
  await second.go("/reseau/demandes");
  await second.follow("Ouvrir la demande : CoopNum");
  await second.follow("Décider de cette demande");
  await second.tick("Accepter la demande");
  await second.write("Dernier jour de l'habilitation", day(36));
  await second.press("Enregistrer la décision");
  await second.sees("La décision est enregistrée.");

  // 4. The order, its booklets, its funds.
  const funder = await joins("fanny@pass.example");
  await funder.go("/commandes/nouvelle");
  await funder.write("Carnets", "2");
  await funder.write("Chèques par carnet", "10");
  await funder.write("Valeur d'un chèque", "10");
  await funder.write("Dernier jour pour remettre", day(4));
  await funder.write("Dernier jour imprimé", day(6));
  await funder.write("Dernier jour où les chèques", day(7));
  await funder.press("Vérifier la commande");
  await funder.press("Passer la commande");
  await funder.sees("Commande passée");
  const order = new URL(funder.page.url()).pathname;
  await operator.go(order);
  await operator.press("Émettre les carnets");
  await operator.follow("Imprimer les carnets");
  await operator.press("Demander les codes");
  await operator.sees("Une autre personne doit libérer ces codes.");
  await second.go(`${order}/tirage`);
  await second.press("Libérer ces codes");
  await proving(second, "odette@pass.example");
  await operator.go(`${order}/tirage`);
  await operator.press("Obtenir un lien, bon une fois");
  await proving(operator, "ousmane@pass.example");
  const file = await operator.receive(operator.link("Télécharger"));
  const printed = await readFile(await file.path(), "utf8");
  const [code] = printed.match(/[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/);
  const treasurer = await joins("thomas@pass.example");
  await treasurer.go("/reglements");
  await treasurer.follow("Confirmer les fonds");
  await treasurer.write("Montant reçu", "200");
  await treasurer.write("Numéro de mandat", "MANDAT 1");
  await treasurer.press("Confirmer les fonds");
  await treasurer.sees("Les fonds ont été confirmés");

  // 5. The booklet, and the cheque.
  const prescriber = await joins("paul@pass.example");
  await prescriber.go("/remise");
  await prescriber.write("Numéro du carnet", code);
  await prescriber.press("Continuer");
  await prescriber.tick("60 ans et plus");
  await prescriber.write("Dans quelle commune", "Hesdin-la-Forêt");
  await prescriber.tick(/J.ai vu un justificatif/);
  await prescriber.press("Continuer");
  await prescriber.press("Remettre ce carnet");
  await prescriber.sees("C'est fait : le carnet est à la personne.");
  await take(manager, code);
  await manager.sees("1 chèque (10 €)");
  for (const visit of visits) await visit.leave();
});
