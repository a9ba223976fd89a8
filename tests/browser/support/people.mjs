// What is done with people who learn, on the way to the pages about them.

/** Help of today that can be undone, if there is none yet. */
export async function helpsSomebody(hand) {
  await hand.go("/guichet/coups-de-main");
  if ((await hand.link("Annuler").count()) > 0) return;
  await hand.go("/guichet/coup-de-main");
  await hand.page.locator("select[name=theme]").selectOption({ index: 1 });
  await hand.write("Combien de minutes ?", "20");
  await hand.press("Noter ce coup de main");
}

/** People who were written down so far: two of one name would be asked about. */
let written = 0;

export async function writesSomebodyDown(hand) {
  await hand.go("/personnes/nouvelle");
  await hand.write("Prénom", "Zélie");
  await hand.write("Nom de famille", `B${"aiou"[written % 4]}${"bfgklmnprv"[Math.floor(written++ / 4) % 10]}on`);
  await hand.write("Année de naissance", "1951");
  await hand.press("Enregistrer la personne");
}

/** The sheet of the person of the story, from where she is sent. */
async function opensTheSheet(hand) {
  await hand.go("/orientations?liste=envoyees");
  await hand.arriving(hand.page.locator("main table a[href^='/orientations/']").first());
  await hand.follow("Voir la fiche de la personne");
}

export async function sendsSomebody(hand) {
  await opensTheSheet(hand);
  await hand.follow("Orienter cette personne vers un autre lieu");
}

export async function readsTheTalks(hand) {
  await opensTheSheet(hand);
  await hand.follow("Voir ou faire un bilan");
}

/** From a referral that the person was not told of yet. */
export async function tellsSomebody(hand) {
  await hand.go("/orientations?liste=envoyees");
  await hand.arriving(hand.page.locator("main table a[href^='/orientations/']").first());
  await hand.follow(/Prévenir la personne/);
}

/** From a referral to a partner outside, to their secret address. */
export async function asksAPartner(hand) {
  await hand.go("/orientations?liste=envoyees");
  await hand.arriving(hand.page.locator("main tbody tr").filter({ hasText: "Un partenaire hors du réseau" }).locator("a").first());
  await hand.follow("Donner une adresse au partenaire");
}

/** A talk of five minutes with somebody who has a formality to do. */
export async function talks(hand) {
  await hand.go("/bilans/nouveau");
  await hand.tick(/je préfère qu.on la fasse pour moi/);
  for (const answer of await hand.page.locator("main input[value=aide]").all()) await answer.check();
  await hand.press("Voir le résultat");
}

export async function talksAndReads(hand) {
  await talks(hand);
  await hand.follow(/pour l.équipe/);
}
