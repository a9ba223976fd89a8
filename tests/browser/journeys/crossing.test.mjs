// From one village to the next: somebody walks in at Hesdin, learns at Beaurainville, is sent on to Auchy, and sees how far they have come.

import assert from "node:assert/strict";

import { journeys } from "../support/journeys.mjs";
import { until } from "../support/sign_in.mjs";

const journey = journeys();

/** The story ends at five in the afternoon of this day; a sheet of presence opens an hour before its session. */
const TODAY = "2025-10-31";
const SOON = "17 h 55";
/** When the paper was filled in. */
const BEFORE = "2025-10-24";

/** Each hand goes this way with somebody of its own, to workshops of its own. */
const PEOPLE = [
  { given: "Odette", family: "Quéval", called: "Odette Q.", clicks: "Premiers clics du soir", mail: "Ma messagerie du soir" },
  { given: "Firmin", family: "Bourdrel", called: "Firmin B.", clicks: "Souris et clavier", mail: "Lire mes messages" },
];

journey("somebody is welcomed, learns in another village, and is sent on to a third", async ({ open, supply }) => {
  const person = PEOPLE.shift();
  const booklet = supply.booklet();
  const [beaurain, auchy] = [await open("accueil-62100@7vallees.example"), await open("accueil-62050@7vallees.example")];
  await offers(beaurain, { title: person.clicks, level: "Pour qui n'a jamais touché un ordinateur.", price: "2" });
  await offers(auchy, { title: person.mail, level: "Pour débuter.", price: "1" });

  const prescriber = await open("prescriber");
  const sheet = await walksIn(prescriber, person);
  await talksOnPaper(prescriber, sheet, person);
  await getsABooklet(prescriber, booklet);
  await booksTheFirst(prescriber, booklet, person);
  await isReminded(beaurain, person);
  await comes(beaurain, { title: person.clicks, called: person.called, codes: booklet.codes.slice(0, 2) });

  await isRefused(prescriber, auchy, { sheet, ...person });
  await isExpected(prescriber, auchy, person);
  await books(prescriber, booklet, person);
  await comes(auchy, { title: person.mail, called: person.called, codes: [booklet.codes[9]] });
  await seesHowFar(prescriber, sheet);
});

/** A venue offers a workshop, and a session of it today. */
async function offers(hand, { title, level, price }) {
  await hand.go("/lieu");
  await hand.follow("Ateliers et séances");
  await hand.follow("Proposer un nouvel atelier");
  await hand.write("Titre de l'atelier", title);
  await hand.choose("Sujet", "Courriel");
  await hand.tick(level);
  await hand.write("Prix en chèques", price);
  await hand.press("Proposer cet atelier");
  await hand.sees("L'atelier est créé.");
  await hand.follow(`Annoncer une séance : ${title}`);
  await hand.write("Jour", TODAY);
  await hand.write("Heure de début", SOON);
  await hand.press("Annoncer cette séance");
  await hand.sees("La séance est annoncée.");
}

/** At the counter of Hesdin: who they are, a card, what they agree to. Answers their sheet. */
async function walksIn(hand, { given, family }) {
  await hand.go("/personnes");
  await hand.follow("Noter une personne");
  await hand.press("Enregistrer la personne");
  await hand.isTold("Écrivez le prénom");
  await hand.write("Prénom", given);
  await hand.write("Nom de famille", family);
  await hand.write("Commune où la personne habite", "Hesdin-la-Forêt");
  await hand.write("Adresse postale", "3 rue du Gué, 62140 Hesdin-la-Forêt");
  await hand.tick("Par une lettre");
  await hand.tick("Avec sa voiture");
  await hand.press("Enregistrer la personne");
  await hand.sees("Ma carte du réseau");
  await hand.follow("Revenir à la fiche");
  const sheet = new URL(hand.page.url()).pathname;
  await hand.follow("Noter ou retirer un accord");
  for (const use of ["Vous orienter vers un autre lieu", "Vous rappeler vos rendez-vous"]) await hand.tick("Oui", { within: use });
  await hand.tick("Sur papier, avec mon aide");
  await hand.press("Enregistrer les réponses");
  await hand.sees("Par une lettre");
  return sheet;
}

/** A sheet of paper, copied afterwards: nothing yet. It leads to what is proposed. */
async function talksOnPaper(hand, sheet, { clicks }) {
  await hand.go("/bilans");
  await hand.follow("Imprimer une feuille à cocher");
  await hand.sees("Cochez une case par ligne.");
  await hand.go(sheet);
  await hand.follow("Voir ou faire un bilan");
  await hand.follow("Recopier une feuille");
  await hand.write("Jour du bilan", BEFORE);
  await hand.press("Voir le résultat");
  await hand.isTold("Il manque une réponse");
  await answersAll(hand, "Pas encore");
  await hand.press("Voir le résultat");
  await hand.sees("Votre bilan");
  await hand.sees("Ce qui vient ensuite");
  await hand.follow("Chercher un atelier pour cette personne");
  await proposed(hand, clicks);
  await hand.sees("à son niveau");
}

/** The same answer to every question about a skill. */
async function answersAll(hand, answer) {
  const questions = await hand.page.locator("main fieldset:has(input[name^='savoir-']) legend").allInnerTexts();
  assert.ok(questions.length >= 8, "questions were asked");
  for (const question of questions) await hand.tick(answer, { within: question });
}

/** The line of a workshop among the proposals, as soon as the centre has heard of it from the venue's own machine. */
async function proposed(hand, title) {
  const line = hand.page.locator("main tbody tr").filter({ hasText: title });
  const look = async () => {
    if ((await line.count()) === 0) await hand.page.reload();
    return line.count();
  };
  await until(look, (found) => found > 0, `« ${title} » is not proposed`);
  return line;
}

async function getsABooklet(hand, { serial, code }) {
  await hand.go("/remise");
  await hand.write("Numéro du carnet", code);
  await hand.press("Continuer");
  await hand.tick("60 ans et plus");
  await hand.write("Dans quelle commune", "Hesdin-la-Forêt");
  await hand.tick(/J.ai vu un justificatif/);
  await hand.press("Continuer");
  await hand.press("Remettre ce carnet");
  await hand.sees("C'est fait : le carnet est à la personne.");
  await hand.sees(serial);
}

/** From the hand-over to a seat at Beaurainville: the number of the booklet comes along. */
async function booksTheFirst(hand, { serial }, { clicks, called }) {
  await hand.follow("Réserver un premier atelier");
  const line = await proposed(hand, clicks);
  await hand.arriving(line.locator("a[href^='/reserver/']"));
  await hand.sees("2 chèques");
  assert.equal(await hand.field("Numéro du carnet").inputValue(), serial);
  await hand.write("Prénom et initiale", called);
  await hand.press("Réserver");
  await hand.sees("La place est réservée.");
  await hand.sees("Espace numérique de Beaurainville");
  await hand.seesNot(called);
}

/** The sheet of presence of a workshop, from the venue's own page. */
async function opensTheSheet(hand, title) {
  await hand.go("/lieu");
  await hand.follow("Ateliers et séances");
  await hand.follow("Feuilles de présence");
  await hand.arriving(hand.page.locator("main li").filter({ hasText: title }).locator("a"));
}

async function isReminded(hand, { clicks, called }) {
  await opensTheSheet(hand, clicks);
  await hand.sees(`${called} : Confirmée`);
  await hand.follow("Imprimer les rappels");
  await hand.sees("Votre rendez-vous");
  await hand.sees(called);
  await hand.sees("Votre carnet : 2 chèques");
}

/** Who came is written, then their cheques are taken. */
async function comes(hand, { title, called, codes }) {
  await opensTheSheet(hand, title);
  await hand.press("Enregistrer la feuille");
  await hand.isTold("Choisissez une réponse");
  await hand.tick("Venue", { within: called });
  await hand.press("Enregistrer la feuille");
  await hand.sees("La feuille est enregistrée.");
  await hand.sees(`${called} : Venue, chèques en cours`);
  await hand.write("Codes des chèques", codes.join("\n"));
  await hand.press("Accepter les chèques");
  await hand.sees("Les chèques sont acceptés.");
}

/** Sent to Auchy from what is proposed; answers the page of the referral. */
async function isSent(hand, title) {
  const line = await proposed(hand, title);
  await hand.arriving(line.locator("a[href^='/orientations/nouvelle']"));
  await hand.press("Envoyer l'orientation");
  await hand.sees("Envoyée, pas encore vue");
  await hand.sees("Relais d'Auchy-lès-Hesdin");
  return new URL(hand.page.url()).pathname;
}

/** Whoever receives opens the answer from their list. */
async function opensTheAnswer(hand, path) {
  await hand.go("/orientations");
  await hand.arriving(hand.page.locator(`main a[href='${path}']`));
  await hand.follow("Répondre à l'orientation");
}

/** Auchy says no, and why; the person is told by a letter. */
async function isRefused(hand, auchy, { sheet, mail, called }) {
  await hand.go(sheet);
  await hand.follow("Chercher un atelier pour cette personne");
  const path = await isSent(hand, mail);
  await opensTheAnswer(auchy, path);
  await auchy.sees(called);
  await auchy.tick("Non, pas ici");
  await auchy.press("Envoyer la réponse");
  await auchy.isTold("Cochez au moins une raison.");
  await auchy.tick("le niveau ne convient pas");
  await auchy.write("Message du lieu", "Ce groupe est déjà avancé.");
  await auchy.press("Envoyer la réponse");
  await auchy.sees("Refusée");
  await hand.go("/orientations?liste=envoyees");
  await hand.arriving(hand.page.locator(`main a[href='${path}']`));
  await hand.sees("le niveau ne convient pas");
  await hand.follow(/Prévenir la personne : le lieu ne peut pas/);
  await hand.follow("Imprimer la lettre pour la personne");
  await hand.sees("Cet endroit ne peut pas vous recevoir cette fois.");
  await hand.follow("Revenir à l'orientation");
  await hand.follow(/Prévenir la personne : le lieu ne peut pas/);
  await hand.press("Noter qu'elle est prévenue");
}

/** From what was refused to something else: Auchy proposes another moment, and it is taken. */
async function isExpected(hand, auchy, { mail }) {
  await hand.follow("Chercher un atelier pour cette personne");
  const path = await isSent(hand, mail);
  await opensTheAnswer(auchy, path);
  await auchy.tick("Oui, mais à un autre moment");
  await auchy.tick("c'est complet");
  await auchy.write("Jour", TODAY);
  await auchy.write("Heure", SOON);
  await auchy.press("Envoyer la réponse");
  await auchy.sees("Un autre moment est proposé");
  await hand.go(path);
  await hand.sees("31 octobre 2025 à 17 h 55");
  await hand.follow("L'autre moment convient");
  await hand.press("Prendre ce moment");
  await hand.sees("Acceptée : la personne est attendue");
}

/** From what was accepted to a seat there. */
async function books(hand, { serial }, { mail, called }) {
  await hand.follow("Réserver une place dans ce lieu");
  await hand.follow(`Réserver une place pour une personne : ${mail}`);
  await hand.write("Prénom et initiale", called);
  await hand.press("Réserver");
  await hand.isTold("Écrivez le numéro du carnet");
  await hand.write("Numéro du carnet", serial);
  await hand.press("Réserver");
  await hand.sees("La place est réservée.");
}

/** The same questions again: what they do alone now. */
async function seesHowFar(hand, sheet) {
  await hand.go(sheet);
  await hand.follow("Voir ou faire un bilan");
  await hand.follow("Faire un bilan");
  await answersAll(hand, "Oui, sans aide");
  await hand.press("Voir le résultat");
  await hand.sees("Ce que vous faites sans aide depuis le 24 octobre 2025");
  await hand.follow(/pour l.équipe/);
  await hand.sees("Le 24 octobre 2025");
}
