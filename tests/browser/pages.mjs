// Every page of the portal: where it is, who looks at it, what is special about it. A route that is not here fails a test.

import { notification } from "./support/bank.mjs";
import { take } from "./support/deeds.mjs";
import {
  asksAPartner,
  helpsSomebody,
  readsTheTalks,
  sendsSomebody,
  talks,
  talksAndReads,
  tellsSomebody,
  writesSomebodyDown,
} from "./support/people.mjs";
import { proveByCard } from "./support/sign_in.mjs";

/** Those whose pages are looked at, as the demonstration names their roles. */
export const ROLES = ["counter-staff", "venue-manager", "prescriber", "operator", "treasurer", "funder", "analyst", "administrator"];

/** What an order is asked with, before it is placed. */
const ORDER = "carnets=3&cheques=10&valeur=10&distribution=2026-06-30&validite=2026-09-30&tolerance=2026-10-31";

//   route   as the portal's router writes it
//   who     the players of the demonstration who look at it; none: nobody in particular
//   path    where to look, when it is not the route itself: of the story
//   found   a page, what a link on it begins with (or how it is selected), how it ends, and what is put after it: the page meant is where it leads
//   gone    the story leaves nothing there: the page says so, or sends elsewhere
//   steps   what is done before, by a hand that is signed in (and by others meanwhile); they end on the page, or before `path` or `found`
//   like    the route whose title it shares: the same question, or where it leads whoever has one venue only
//   weigh   the most kilobytes it may cost, for the public's pages
//   paper   on how many A4 pages it prints
//   form    the main form may be sent empty: it is refused, and the page of its errors is looked at too
//   only    no page of its own: an address that only takes forms, or gives something else than a page; why
export const PAGES = [
  // Everybody
  { route: "/", weigh: 20 },
  { route: "/lieux", weigh: 20 },
  { route: "/lieux/{id}", path: (story) => `/lieux/${story.counterVenue}`, weigh: 20 },
  { route: "/carte", weigh: 35, paper: 1 },
  { route: "/affiche/{code}", path: "/affiche/62447", weigh: 20, paper: 1 },
  { route: "/mon-carnet", weigh: 20, form: true },
  { route: "/C/{code}", path: (story) => `/C/${story.codes[0]}`, weigh: 20 },
  { route: "/calendrier", weigh: 20 },
  { route: "/aide", weigh: 20 },
  { route: "/mentions-legales", weigh: 20 },
  { route: "/accessibilite", weigh: 20 },
  { route: "/confort", weigh: 20 },
  // Signing in
  { route: "/connexion", weigh: 20, form: true },
  { route: "/connexion/code", steps: asksForACode },
  { route: "/connexion/lien", path: "/connexion/lien", gone: true },
  { route: "/deconnexion", who: ["analyst"] },
  { route: "/courrier" },
  { route: "/aujourdhui", who: ROLES },
  // One's own account
  { route: "/compte", who: ["treasurer", "counter-staff"] },
  { route: "/compte/choisir", only: "takes a form" },
  { route: "/compte/quitter", who: ["counter-staff"], found: ["/compte", "/compte/quitter"] },
  { route: "/compte/telephone", who: ["counter-staff"] },
  { route: "/compte/telephone/code", only: "takes a form" },
  { route: "/compte/carte", who: ["counter-staff"] },
  { route: "/preuve", who: ["treasurer"], path: "/preuve?suite=/aujourdhui", form: true },
  { route: "/invitation", who: ["counter-staff"] },
  { route: "/poste", who: ["venue-manager"], form: true },
  { route: "/poste/code", only: "takes a form" },
  { route: "/poste/fin", who: ["venue-manager"], path: "/poste/fin?poste=00000000000000000000000000000000", gone: true },
  { route: "/poste/ouvrir", only: "takes a form" },
  // Booking
  { route: "/reserver/{venue}/{session}", who: ["prescriber"], found: [(story) => `/lieux/${story.counterVenue}`, "/reserver/"], form: true },
  { route: "/reserver/{venue}/{session}/faite", who: ["prescriber"], found: [(story) => `/lieux/${story.counterVenue}`, "/reserver/", "", "/faite"], paper: 1 },
  { route: "/reserver/{venue}/{session}/finir/{booking}", only: "ends one booking" },
  // The counter
  { route: "/guichet", who: ["counter-staff"], form: true },
  { route: "/guichet/gardes", who: ["counter-staff"], form: true },
  { route: "/guichet/retirer", only: "takes a form" },
  { route: "/guichet/vider", only: "takes a form" },
  { route: "/guichet/lieu", who: ["counter-staff"], form: true },
  { route: "/guichet/confirmer", who: ["counter-staff"], steps: looksACheque },
  { route: "/guichet/recu/{id}", who: ["counter-staff"], steps: takesACheque, found: ["/guichet/jour", "/guichet/recu/"], paper: 1 },
  { route: "/guichet/jour", who: ["counter-staff"], steps: takesACheque, path: "/guichet/jour" },
  { route: "/guichet/annuler/{id}", who: ["counter-staff"], steps: takesACheque, found: ["/guichet/jour", "/guichet/annuler/"], form: true },
  { route: "/guichet/accueil", who: ["counter-staff"] },
  { route: "/guichet/coup-de-main", who: ["counter-staff"], form: true },
  { route: "/guichet/coups-de-main", who: ["counter-staff"], steps: helpsSomebody, path: "/guichet/coups-de-main" },
  { route: "/guichet/coups-de-main/csv", only: "gives a file" },
  { route: "/guichet/coups-de-main/{id}/annuler", who: ["counter-staff"], steps: helpsSomebody, found: ["/guichet/coups-de-main", "main table a[href^='/guichet/coups-de-main/']"] },
  // Handing over
  { route: "/remise", who: ["prescriber"], form: true },
  { route: "/remise/carnet/{serial}", who: ["prescriber"], path: (story) => `/remise/carnet/${story.stock[11].serial}`, form: true },
  { route: "/remise/confirmer", who: ["prescriber"], steps: saysWhoGetsABooklet },
  { route: "/remise/rappel/{serial}", who: ["prescriber"], path: (story) => `/remise/rappel/${story.carnets[0].serial}`, paper: 1 },
  // Booklets one by one
  { route: "/carnets", who: ["counter-staff", "prescriber", "operator"] },
  { route: "/carnets/{serial}", who: ["prescriber"], path: (story) => `/carnets/${story.carnets[9].serial}`, form: true },
  { route: "/carnets/{serial}/bloquer", only: "takes a form" },
  { route: "/carnets/{serial}/debloquer", only: "takes a form" },
  { route: "/carnets/{serial}/remplacer", who: ["prescriber"], path: (story) => `/carnets/${story.carnets[9].serial}/remplacer`, form: true },
  { route: "/carnets/{serial}/bon", who: ["prescriber"], steps: replacesABooklet, path: (story) => `/carnets/${story.stock[10].serial}/bon`, paper: 1 },
  { route: "/reserve", who: ["operator", "prescriber", "venue-manager"] },
  { route: "/reserve/mouvements", who: ["operator", "prescriber"] },
  { route: "/reserve/envoyer", who: ["operator"], form: true },
  { route: "/reserve/envois/{parcel}", who: ["operator"], steps: sendsABooklet, found: ["/reserve", "/reserve/envois/"], paper: 1, form: true },
  { route: "/reserve/rendre", who: ["prescriber"], form: true },
  { route: "/reserve/perte", who: ["prescriber"], form: true },
  { route: "/reserve/attribuer", who: ["operator"], form: true },
  { route: "/reserve/repartir", who: ["operator"], form: true },
  // Requests for a booklet
  { route: "/demandes", who: ["prescriber"] },
  { route: "/demandes/nouvelle", who: ["counter-staff"], form: true },
  { route: "/demandes/{id}", who: ["prescriber"], steps: asksForABooklet },
  { route: "/demandes/{id}/etapes/{step}", who: ["prescriber"], steps: asksForABooklet, found: ["/demandes", "main table a[href^='/demandes/']", "", "/etapes/mettre-de-cote"], form: true },
  { route: "/demandes/{id}/fiche", who: ["prescriber"], steps: keepsABooklet, paper: 1 },
  { route: "/demandes/{id}/lettre", who: ["prescriber"], steps: asksForABooklet, found: ["/demandes", "main table a[href^='/demandes/']", "", "/lettre"], paper: 1 },
  // What somebody can do already
  { route: "/bilans", who: ["counter-staff"] },
  { route: "/bilans/nouveau", who: ["counter-staff"], form: true },
  { route: "/bilans/papier", who: ["prescriber"] },
  { route: "/bilans/personnes/{id}", who: ["prescriber"], steps: readsTheTalks },
  { route: "/bilans/{id}", who: ["counter-staff"], steps: talks },
  { route: "/bilans/{id}/equipe", who: ["counter-staff"], steps: talksAndReads },
  { route: "/commandes/{order}/demandes", who: ["funder"], found: ["/commandes", "main table a[href^='/commandes/']", "", "/demandes"] },
  { route: "/commandes/{order}/demandes/{id}", who: ["funder"], steps: decidesOnARequest, form: true },
  // People who learn
  { route: "/orientations", who: ["prescriber", "counter-staff"] },
  { route: "/orientations/nouvelle", who: ["prescriber"], steps: sendsSomebody, form: true },
  { route: "/orientations/{id}", who: ["prescriber"], found: ["/orientations?liste=envoyees", "main table a[href^='/orientations/']"] },
  { route: "/orientations/{id}/repondre", who: ["counter-staff"], found: ["/orientations", "main table a[href^='/orientations/']", "", "/repondre"], form: true },
  { route: "/orientations/{id}/etapes/{step}", who: ["prescriber"], found: ["/orientations?liste=envoyees", "main table a[href^='/orientations/']", "", "/etapes/retirer"] },
  { route: "/orientations/{id}/dire/{no}", who: ["prescriber"], steps: tellsSomebody },
  { route: "/orientations/{id}/lettre", who: ["prescriber"], found: ["/orientations?liste=envoyees", "main table a[href^='/orientations/']", "", "/lettre"], paper: 1 },
  { route: "/orientations/{id}/adresse", who: ["prescriber"], steps: asksAPartner },
  { route: "/orientations/{id}/adresse/{link}/fermer", only: "takes a form" },
  { route: "/o/{secret}", path: "/o/0123456789abcdef0123456789abcdef01234567", gone: true },
  { route: "/propositions", who: ["prescriber", "counter-staff"], path: "/propositions?commune=Hesdin-la-For%C3%AAt&transport=voiture" },
  { route: "/personnes", who: ["prescriber", "counter-staff"], steps: writesSomebodyDown, path: "/personnes", form: true },
  { route: "/personnes/nouvelle", who: ["counter-staff"], form: true },
  { route: "/personnes/carte", who: ["counter-staff"], form: true },
  { route: "/personnes/{id}", who: ["prescriber"], steps: writesSomebodyDown, found: ["/personnes", "main table a[href^='/personnes/']"] },
  { route: "/personnes/{id}/modifier", who: ["prescriber"], steps: writesSomebodyDown, found: ["/personnes", "main table a[href^='/personnes/']", "", "/modifier"] },
  { route: "/personnes/{id}/accords", who: ["prescriber"], steps: writesSomebodyDown, found: ["/personnes", "main table a[href^='/personnes/']", "", "/accords"], form: true },
  { route: "/personnes/{id}/carte", who: ["prescriber"], steps: writesSomebodyDown, paper: 1 },
  { route: "/personnes/{id}/reunir", who: ["prescriber"], steps: writesSomebodyDown, found: ["/personnes", "main table a[href^='/personnes/']", "", "/reunir"], form: true },
  { route: "/personnes/{id}/separer/{merge}", who: ["prescriber"], steps: writesSomebodyDown, found: ["/personnes", "main table a[href^='/personnes/']", "", "/separer/00000000000000000000000000000000"], gone: true },
  { route: "/personnes/{id}/donnees.txt", only: "a file" },
  { route: "/personnes/{id}/effacer", who: ["prescriber"], steps: writesSomebodyDown, found: ["/personnes", "main table a[href^='/personnes/']", "", "/effacer"], form: true },
  // The venue
  { route: "/lieu", who: ["venue-manager"], like: "/lieu/{id}" },
  { route: "/lieu/{id}", who: ["venue-manager"], like: "/lieu", path: (story) => `/lieu/${story.counterVenue}` },
  { route: "/lieu/compte", who: ["venue-manager"] },
  { route: "/lieu/compte/proposer", who: ["venue-manager"] },
  { route: "/lieu/{id}/fiche", who: ["venue-manager"], path: (story) => `/lieu/${story.counterVenue}/fiche` },
  { route: "/lieu/{id}/horaires", who: ["venue-manager"], path: (story) => `/lieu/${story.counterVenue}/horaires` },
  { route: "/lieu/{id}/ateliers", who: ["venue-manager"], path: (story) => `/lieu/${story.counterVenue}/ateliers` },
  { route: "/lieu/{id}/ateliers/nouveau", who: ["venue-manager"], path: (story) => `/lieu/${story.counterVenue}/ateliers/nouveau`, form: true },
  { route: "/lieu/{id}/ateliers/{workshop}/seance", who: ["venue-manager"], found: [(story) => `/lieu/${story.counterVenue}/ateliers`, (story) => `/lieu/${story.counterVenue}/ateliers/`, "/seance"], form: true },
  { route: "/lieu/{id}/ateliers/{workshop}/serie", who: ["venue-manager"], found: [(story) => `/lieu/${story.counterVenue}/ateliers`, (story) => `/lieu/${story.counterVenue}/ateliers/`, "/serie"], form: true },
  { route: "/lieu/{id}/ateliers/seances.csv", only: "a table to download" },
  { route: "/lieu/{id}/presences", who: ["venue-manager"], path: (story) => `/lieu/${story.counterVenue}/presences` },
  { route: "/lieu/{id}/seances/{session}/presence", who: ["venue-manager"], found: [(story) => `/lieu/${story.counterVenue}/presences`, (story) => `/lieu/${story.counterVenue}/seances/`, "/presence"], form: true },
  { route: "/lieu/{id}/seances/{session}/presence/{booking}", only: "takes a form" },
  { route: "/lieu/{id}/seances/{session}/emargement", who: ["venue-manager"], found: [(story) => `/lieu/${story.counterVenue}/presences`, (story) => `/lieu/${story.counterVenue}/seances/`, "/presence", "/../emargement"], paper: 1 },
  { route: "/lieu/{id}/seances/{session}/rappels", who: ["venue-manager"], found: [(story) => `/lieu/${story.counterVenue}/presences`, (story) => `/lieu/${story.counterVenue}/seances/`, "/presence", "/../rappels"] },
  { route: "/lieu/{id}/salles", who: ["venue-manager"], path: (story) => `/lieu/${story.counterVenue}/salles`, form: true },
  { route: "/lieu/{id}/salles/{room}/retirer", only: "takes a form" },
  { route: "/lieu/{id}/animation", only: "takes a form" },
  { route: "/lieu/{id}/animation/{trainer}/retirer", only: "takes a form" },
  { route: "/lieu/{id}/agendas", who: ["venue-manager"], path: (story) => `/lieu/${story.counterVenue}/agendas` },
  { route: "/lieu/{id}/agendas/{feed}/fermer", only: "takes a form" },
  { route: "/lieu/{id}/calendriers", who: ["venue-manager"], path: (story) => `/lieu/${story.counterVenue}/calendriers`, form: true },
  { route: "/lieu/{id}/calendriers/{calendar}/retirer", only: "takes a form" },
  { route: "/lieu/{id}/seances-a-completer/{entry}", only: "takes a form" },
  { route: "/agenda/{venue}/{file}", only: "a calendar, for programs" },
  { route: "/lieu/{id}/seances/{session}/annuler", who: ["venue-manager"], found: [(story) => `/lieu/${story.counterVenue}/ateliers`, (story) => `/lieu/${story.counterVenue}/seances/`] , gone: true },
  { route: "/lieu/demandes", who: ["venue-manager"] },
  { route: "/lieu/demandes/{id}", who: ["venue-manager"], found: ["/lieu/demandes", "/lieu/demandes/"], gone: true },
  { route: "/lieu/demandes/{id}/message", only: "takes a form" },
  { route: "/lieu/demandes/{id}/grille", who: ["venue-manager"], found: ["/lieu/demandes", "/lieu/demandes/", "", "/grille"], gone: true },
  { route: "/lieu/demandes/{id}/pieces", who: ["venue-manager"], found: ["/lieu/demandes", "/lieu/demandes/", "", "/pieces"], gone: true },
  { route: "/lieu/demandes/{id}/pieces/{file}", only: "gives a file" },
  { route: "/lieu/demande", who: ["venue-manager"] },
  { route: "/lieu/demande/lieu", who: ["venue-manager"], form: true },
  { route: "/lieu/demande/compte", who: ["venue-manager"], form: true },
  { route: "/lieu/demande/grille", who: ["venue-manager"], like: "/lieu/demandes/{id}/grille" },
  { route: "/lieu/demande/pieces", who: ["venue-manager"], like: "/lieu/demandes/{id}/pieces" },
  { route: "/lieu/demande/pieces/retirer", only: "takes a form" },
  { route: "/lieu/demande/envoyer", who: ["venue-manager"] },
  { route: "/lieu/releves", who: ["venue-manager"] },
  { route: "/lieu/releves/{run}/{venue}", who: ["venue-manager"], found: ["/lieu/releves", "/lieu/releves/"] },
  { route: "/lieu/releves/{run}/{venue}/csv", only: "gives a file" },
  { route: "/lieu/releves/{run}/{venue}/contester", who: ["venue-manager"], found: ["/lieu/releves", "/lieu/releves/", "", "/contester"], form: true },
  { route: "/lieu/releves/{run}/{venue}/pointage", who: ["venue-manager"], found: ["/lieu/releves", "/lieu/releves/", "", "/pointage"] },
  { route: "/lieu/papiers", who: ["venue-manager"] },
  { route: "/lieu/papiers/{id}", who: ["venue-manager"], steps: isAskedForPapers, found: ["/lieu/papiers", "/lieu/papiers/"] },
  { route: "/lieu/contestations", who: ["venue-manager"] },
  { route: "/lieu/contestations/{id}", who: ["venue-manager"], path: "/lieu/contestations/00000000000000000000000000000000", gone: true },
  // The network
  { route: "/reseau", who: ["operator"] },
  { route: "/reseau/demandes", who: ["operator"], path: "/reseau/demandes?etat=acceptees" },
  { route: "/reseau/demandes/{id}", who: ["operator"], found: ["/reseau/demandes?etat=acceptees", "/reseau/demandes/"] },
  { route: "/reseau/demandes/{id}/message", only: "takes a form" },
  { route: "/reseau/demandes/{id}/pieces/{file}", only: "gives a file" },
  { route: "/reseau/demandes/{id}/decision", who: ["operator"], found: ["/reseau/demandes?etat=acceptees", "/reseau/demandes/", "", "/decision"], gone: true },
  { route: "/reseau/questions", who: ["operator"] },
  { route: "/reseau/questions/{version}", who: ["operator"], path: "/reseau/questions/1" },
  { route: "/reseau/questions/{version}/savoir/{question}", who: ["operator"], steps: draftsQuestions, path: "/reseau/questions/2/savoir/nouvelle", form: true },
  { route: "/reseau/questions/{version}/tri/{question}", who: ["operator"], steps: draftsQuestions, path: "/reseau/questions/2/tri/why" },
  { route: "/reseau/questions/{version}/retirer", only: "takes a form" },
  { route: "/reseau/lieux", who: ["operator"] },
  { route: "/reseau/lieux/{id}", who: ["operator"], path: (story) => `/reseau/lieux/${story.counterVenue}` },
  { route: "/reseau/lieux/{id}/{deed}", who: ["operator"], path: (story) => `/reseau/lieux/${story.counterVenue}/suspendre`, form: true },
  { route: "/reseau/lieux/{id}/paiements", who: ["operator"], path: (story) => `/reseau/lieux/${story.counterVenue}/paiements`, form: true },
  { route: "/reseau/encaissements", who: ["operator"], path: (story) => `/reseau/encaissements?lieu=${story.counterVenue}` },
  { route: "/reseau/encaissements/{receipt}", who: ["operator"], found: [(story) => `/reseau/encaissements?lieu=${story.counterVenue}`, "/reseau/encaissements/"] },
  { route: "/reseau/encaissements/{receipt}/{deed}", who: ["operator"], found: [(story) => `/reseau/encaissements?lieu=${story.counterVenue}`, "/reseau/encaissements/", "", "/corriger"], form: true },
  { route: "/reseau/ateliers-payes", who: ["operator"] },
  { route: "/reseau/papiers", who: ["operator"] },
  { route: "/reseau/papiers/{id}", who: ["operator"], steps: hasAskedForPapers, found: ["/reseau/papiers", "main table a[href^='/reseau/papiers/']"] },
  { route: "/reseau/papiers/{run}/{venue}/demander", who: ["operator"], steps: asksForPapers, form: true },
  { route: "/reseau/contestations", who: ["operator"] },
  { route: "/reseau/contestations/{id}", who: ["operator"], path: "/reseau/contestations/00000000000000000000000000000000", gone: true },
  { route: "/reseau/contestations/{id}/message", only: "takes a form" },
  { route: "/reseau/contestations/{id}/clore", who: ["operator"], path: "/reseau/contestations/00000000000000000000000000000000/clore", gone: true },
  { route: "/reseau/structures", who: ["operator"] },
  { route: "/reseau/structures/nouvelle", who: ["operator"], form: true },
  { route: "/reseau/importer", who: ["operator"], form: true },
  // Money
  { route: "/commandes", who: ["funder"] },
  { route: "/commandes/nouvelle", who: ["funder"], form: true },
  { route: "/commandes/verification", who: ["funder"], path: `/commandes/verification?${ORDER}` },
  { route: "/commandes/{order}", who: ["funder", "operator"], found: ["/commandes", "main table a[href^='/commandes/']"] },
  { route: "/commandes/{order}/etapes/{deed}", who: ["operator"], found: ["/commandes", "main table a[href^='/commandes/']", "", "/etapes/facture"] },
  { route: "/commandes/{order}/documents/{number}", who: ["operator"], found: ["/commandes", "main table a[href^='/commandes/']", "", "/documents/F-2025-0000"], gone: true },
  { route: "/commandes/{order}/bon-a-tirer", who: ["operator"], found: ["/commandes", "main table a[href^='/commandes/']", "", "/bon-a-tirer"] },
  { route: "/commandes/{order}/bon-a-tirer/fichier", only: "takes a form" },
  { route: "/commandes/{order}/frais", who: ["operator"], found: ["/commandes", "main table a[href^='/commandes/']", "", "/frais"], form: true },
  { route: "/commandes/{order}/emission", only: "takes a form" },
  { route: "/commandes/{order}/tirage", who: ["operator"], found: ["/commandes", "main table a[href^='/commandes/']", "", "/tirage"] },
  { route: "/commandes/{order}/tirage/liberer", only: "takes a form" },
  { route: "/commandes/{order}/tirage/ouvrir", only: "takes a form" },
  { route: "/commandes/{order}/tirage/annuler", only: "takes a form" },
  { route: "/reglements", who: ["treasurer"] },
  { route: "/reglements/apercu", who: ["treasurer"] },
  { route: "/reglements/banque", who: ["treasurer"], form: true },
  { route: "/reglements/banque/{file}", who: ["treasurer"], steps: bringsABankFile, found: ["/reglements/banque", "/reglements/banque/"] },
  { route: "/reglements/conditions", who: ["treasurer"], form: true },
  { route: "/reglements/retours", who: ["treasurer"] },
  { route: "/reglements/comptes", who: ["treasurer"] },
  { route: "/reglements/comptes/{dossier}", who: ["treasurer"], steps: getsAnotherAccount, found: ["/reglements/comptes", "/reglements/comptes/"], form: true },
  { route: "/reglements/comptes/{dossier}/document", only: "gives a file" },
  { route: "/reglements/controle", who: ["treasurer"] },
  { route: "/reglements/fonds/{order}", who: ["treasurer"], found: ["/reglements", "/reglements/fonds/"], form: true },
  { route: "/reglements/{run}", who: ["treasurer"], found: ["/reglements", "main table a[href^='/reglements/']"] },
  { route: "/reglements/{run}/valider", only: "takes a form" },
  { route: "/reglements/{run}/fichier", only: "takes a form" },
  { route: "/reglements/{run}/paiement", only: "takes a form" },
  // The books
  { route: "/comptabilite", who: ["treasurer"] },
  { route: "/comptabilite/compte", who: ["treasurer"], path: "/comptabilite/compte?compte=bank" },
  { route: "/comptabilite/compte/csv", only: "gives a file" },
  { route: "/comptabilite/fec", who: ["treasurer"], form: true },
  { route: "/preuve-des-fonds", who: ["funder", "treasurer"] },
  { route: "/commandes/{order}/releve", who: ["funder"], found: ["/commandes", "main table a[href^='/commandes/']", "", "/releve"] },
  { route: "/commandes/{order}/releve/csv", only: "gives a file" },
  { route: "/transparence", weigh: 20 },
  { route: "/chiffres", who: ["analyst"] },
  { route: "/chiffres/csv", only: "gives a file" },
  { route: "/chiffres/coups-de-main", who: ["analyst"] },
  { route: "/chiffres/coups-de-main/csv", only: "gives a file" },
  // The administrator
  { route: "/membres", who: ["administrator", "venue-manager"] },
  { route: "/membres/inviter", who: ["administrator"], form: true },
  { route: "/membres/invitation", only: "takes a form" },
  { route: "/membres/fin", who: ["administrator"], found: ["/membres", "/membres/fin"] },
  { route: "/membres/preuve", who: ["administrator"], found: ["/membres", "/membres/preuve"] },
  { route: "/journal", who: ["administrator"] },
  { route: "/cles", who: ["administrator"] },
  { route: "/a-deux", who: ["administrator", "treasurer"] },
  // Beside the pages
  { route: "/statique/{file}", only: "the stylesheet and its like" },
  { route: "/favicon.ico", only: "leads to the icon" },
  { route: "/graphiql", only: "a tool of others, for developers: its own test looks at it" },
  { route: "/graphiql/{file}", only: "what GraphiQL is made of" },
];

async function asksForACode(hand) {
  await hand.go("/connexion");
  await hand.write("Votre adresse électronique", "personne@nulle-part.example");
  await hand.press("Recevoir un code");
}

/** Cheques looked at so far: one that lies in a list goes with the next act, and another eye wants another one. */
let looked = 0;

async function looksACheque(hand, story) {
  await hand.go("/guichet");
  if ((await hand.link(/Continuer avec/).count()) === 0) {
    await hand.write("Code du chèque", story.carnets[7].codes[looked++]);
    await hand.press("Ajouter ce chèque");
  }
  await hand.follow(/Continuer avec/);
}

/** A receipt of today, if there is none yet. */
async function takesACheque(hand, story) {
  await hand.go("/guichet/jour");
  if ((await hand.link("Annuler").count()) === 0) await take(hand, story.carnets[8].codes[0]);
}

/** People who asked for a booklet so far: the same person does not ask twice. */
let asking = 0;
/** Where the slip of a booklet that is kept lies, once one is: booklets that may be promised are few. */
let slip = null;

async function asksForABooklet(hand) {
  await hand.go("/demandes/nouvelle");
  await hand.write("Prénom et nom de la personne", `Zélie ${"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[asking % 26]}elle ${"abcdefghij"[Math.floor(asking++ / 26)]}in`);
  await hand.write("Année de naissance", "1951");
  await hand.tick("60 ans et plus");
  await hand.write("Dans quelle commune", "Fillièvres");
  await hand.write("Adresse postale", "3 rue du Gué, 62770 Fillièvres");
  await hand.tick(/J.ai vu un justificatif/);
  await hand.press("Envoyer la demande");
}

async function keepsABooklet(hand, story) {
  if (slip) return hand.go(slip);
  await asksForABooklet(hand);
  await hand.follow("Mettre un carnet de côté");
  await hand.write("Numéro du carnet", story.stock[0].serial);
  await hand.press("Mettre ce carnet de côté");
  slip = new URL(hand.page.url()).pathname;
}

/** The next version of the questions, if nobody is writing it yet. */
async function draftsQuestions(hand) {
  await hand.go("/reseau/questions");
  if (await hand.button("Écrire une nouvelle version").count()) await hand.press("Écrire une nouvelle version");
}

async function saysWhoGetsABooklet(hand, story) {
  await hand.go(`/remise/carnet/${story.stock[11].serial}`);
  await hand.tick("60 ans et plus");
  await hand.write("Dans quelle commune", "Fillièvres");
  await hand.tick(/J.ai vu un justificatif/);
  await hand.press("Continuer");
}

/** Once: a booklet is replaced by another of the same order. */
let replaced = false;

async function replacesABooklet(hand, story) {
  if (replaced) return;
  await hand.go(`/carnets/${story.carnets[10].serial}/remplacer`);
  await hand.write("Numéro du nouveau carnet", story.stock[10].serial);
  await hand.write("Comment le savez-vous ?", "La personne a appelé");
  await hand.press("Remplacer le carnet");
  replaced = true;
}

/** Once: a booklet is sent to a prescriber. */
let sent = false;

async function sendsABooklet(hand, story) {
  if (sent) return;
  await hand.go("/reserve/envoyer");
  await hand.page.locator("select[name=vers]").selectOption({ index: 1 });
  await hand.write("Premier numéro", story.stock[8].serial);
  await hand.press("Envoyer");
  sent = true;
}

/** From an act that a payment run has, to its torn papers. */
async function asksForPapers(hand, story) {
  await hand.go(`/reseau/encaissements?lieu=${story.counterVenue}`);
  const acts = await hand.page.locator("main table a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  for (const act of acts) {
    await hand.go(act);
    const link = hand.page.locator("main a[href$='/demander']");
    if (await link.count()) return hand.go(await link.first().getAttribute("href"));
  }
  throw new Error(`no act of ${story.counterVenue} leads to its papers: ${acts}`);
}

/** Once: the paper of one cheque is asked for. */
let papers = false;

async function hasAskedForPapers(hand, story) {
  if (papers) return;
  await asksForPapers(hand, story);
  await hand.page.locator("main input[name=ligne]").first().check();
  await hand.page.locator("main [name=raison]").fill("Contrôle de fin de mois");
  await hand.submit();
  await hand.sees("Chèques demandés");
  papers = true;
}

async function isAskedForPapers(hand, story, meanwhile) {
  if (!papers) await meanwhile("operator", (operator) => hasAskedForPapers(operator, story));
}

/** Where a request waits for the funder, once one does. */
let undecided = null;

async function decidesOnARequest(hand, story, meanwhile) {
  if (!undecided) {
    await settles(hand, "main", await orders(hand));
    await meanwhile("prescriber", asksForABooklet);
    undecided = await waitsForTheFunder(hand);
    // The other orders say yes at once again; here it would go through at once.
    const others = (await orders(hand)).filter((order) => !undecided.startsWith(`${order}/`));
    await settles(hand, "automatique", others);
  }
  await hand.go(undecided);
}

/** The funder's orders. */
async function orders(hand) {
  await hand.go("/commandes");
  return hand.page.locator("main table a[href^='/commandes/']").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
}

/** The same rule for the requests of these orders; one that is closed refuses it. */
async function settles(hand, rule, orders) {
  for (const order of orders) {
    await hand.go(`${order}/demandes`);
    await hand.page.locator(`main input[name=accord][value=${rule}]`).check();
    await hand.press("Enregistrer ces règles");
  }
}

async function waitsForTheFunder(hand) {
  for (const order of await orders(hand)) {
    await hand.go(`${order}/demandes`);
    const link = hand.page.locator("main table a[href*='/demandes/']");
    if (await link.count()) return link.first().getAttribute("href");
  }
  throw new Error("no request waits for the funder");
}

/** Once: a file of the bank is taken in. */
let imported = false;

async function bringsABankFile(hand) {
  if (imported) return;
  await hand.go("/reglements/banque");
  const file = { name: "avis.xml", mimeType: "application/xml", buffer: Buffer.from(notification("2025-301", "2025-11-03")) };
  await hand.page.locator("main input[type=file]").setInputFiles(file);
  await hand.submit();
  await hand.sees("Ce que dit la banque");
  imported = true;
}

/** A manager whose other pages nobody looks at. */
const FAR = "accueil-62868@7vallees.example";
/** Once: a structure proposes another account. */
let proposed = false;

async function getsAnotherAccount(hand, story, meanwhile) {
  if (proposed) return;
  await meanwhile(FAR, async (manager, demo) => {
    const form = "/lieu/compte/proposer";
    // Whoever is paid already proves twice who asks for money to go elsewhere.
    await proveByCard(manager, demo, FAR, form);
    await manager.go(form);
    const account = { titulaire: "Wail et voisins", iban: "FR76 3000 4000 0312 3456 7890 143", bic: "BNPAFRPP" };
    for (const [name, text] of Object.entries(account)) await manager.page.locator(`main [name=${name}]`).fill(text);
    await manager.submit();
    await manager.sees("En attente");
  });
  proposed = true;
}
