// Every page of the portal: where it is, who looks at it, what is special about it. A route that is not here fails a test.

import { take } from "./support/deeds.mjs";

/** Those whose pages are looked at, as the demonstration names their roles. */
export const ROLES = ["counter-staff", "venue-manager", "prescriber", "operator", "treasurer", "funder", "analyst", "administrator"];

//   route   as the portal's router writes it
//   who     the players of the demonstration who look at it; none: nobody in particular
//   path    where to look, when it is not the route itself: of the story
//   found   a page, and what a link on it begins with: the page meant is where the first such link leads
//   steps   what is done before, by a hand that is signed in; they end on the page, or before `path` or `found`
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
  // The counter
  { route: "/guichet", who: ["counter-staff"], form: true },
  { route: "/guichet/retirer", only: "takes a form" },
  { route: "/guichet/vider", only: "takes a form" },
  { route: "/guichet/lieu", who: ["counter-staff"], form: true },
  { route: "/guichet/confirmer", who: ["counter-staff"], steps: looksACheque },
  { route: "/guichet/recu/{id}", who: ["counter-staff"], steps: takesACheque, found: ["/guichet/jour", "/guichet/recu/"], paper: 1 },
  { route: "/guichet/jour", who: ["counter-staff"], steps: takesACheque, path: "/guichet/jour" },
  { route: "/guichet/annuler/{id}", who: ["counter-staff"], steps: takesACheque, found: ["/guichet/jour", "/guichet/annuler/"], form: true },
  { route: "/guichet/accueil", who: ["counter-staff"], form: true },
  // Handing over
  { route: "/remise", who: ["prescriber"], form: true },
  { route: "/remise/carnet/{serial}", who: ["prescriber"], path: (story) => `/remise/carnet/${story.stock[11].serial}`, form: true },
  { route: "/remise/confirmer", who: ["prescriber"], steps: saysWhoGetsABooklet },
  { route: "/remise/rappel/{serial}", who: ["prescriber"], path: (story) => `/remise/rappel/${story.carnets[0].serial}`, paper: 1 },
  // Beside the pages
  { route: "/statique/{file}", only: "the stylesheet and its like" },
  { route: "/statique/vendor/qr-scanner-1.4.2/{file}", only: "what reads codes with the camera" },
  { route: "/favicon.ico", only: "leads to the icon" },
  { route: "/graphiql", only: "a tool of others, for developers: its own test looks at it" },
  { route: "/graphiql/{file}", only: "what GraphiQL is made of" },
];

async function asksForACode(hand) {
  await hand.go("/connexion");
  await hand.write("Votre adresse électronique", "personne@nulle-part.example");
  await hand.press("Recevoir un code");
}

async function looksACheque(hand, story) {
  await hand.go("/guichet");
  if ((await hand.link(/Continuer avec/).count()) === 0) {
    await hand.write("Code du chèque", story.carnets[7].codes[0]);
    await hand.press("Ajouter ce chèque");
  }
  await hand.follow(/Continuer avec/);
}

/** A receipt of today, if there is none yet. */
async function takesACheque(hand, story) {
  await hand.go("/guichet/jour");
  if ((await hand.link("Annuler").count()) === 0) await take(hand, story.carnets[8].codes[0]);
}

async function saysWhoGetsABooklet(hand, story) {
  await hand.go(`/remise/carnet/${story.stock[11].serial}`);
  await hand.tick("60 ans et plus");
  await hand.write("Dans quelle commune", "Fillièvres");
  await hand.tick(/J.ai vu un justificatif/);
  await hand.press("Continuer");
}
