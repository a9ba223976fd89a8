// Signing in as people do: an address, a letter, its six digits; then, for some, a second proof.

import assert from "node:assert/strict";

/** Players whom the story does not name by their role. */
const OTHERS = {
  "second-operator": "agrement@7vallees.example",
  "second-treasurer": "comptabilite@7vallees.example",
};

/** Six digits, written in one or in two. */
const DIGITS = /(?<![\d-])(\d{3})[\s\u00A0\u202F]?(\d{3})(?![\d-])/;

/** Letters leave a moment after they are asked for. */
const PATIENCE_MS = 20_000;

/** What is kept of a demonstration's sessions and cards: cookies and codes, by player. */
const kept = new WeakMap();

/** The address of a player of the story. */
export function address(story, who) {
  const mail = story.mails[who] ?? OTHERS[who] ?? who;
  assert.ok(mail.includes("@"), `${who} is a player`);
  return mail;
}

/** Somebody is signed in, with every role: by the pages the first time, then with the session that they got. */
export async function signIn(hand, demo, who) {
  const known = of(demo);
  if (known.cookies.has(who)) {
    await hand.page.context().addCookies(known.cookies.get(who));
    await hand.go("/aujourdhui");
    return;
  }
  await byLetter(hand, demo, address(demo.story, who));
  await secondProof(hand, demo, who);
  known.cookies.set(who, await hand.page.context().cookies());
}

/** From the sign-in page to one's day, by the letter's digits. */
export async function byLetter(hand, demo, mail) {
  const before = (await codes(demo, mail)).length;
  await hand.go("/connexion");
  await hand.write("Votre adresse électronique", mail);
  await hand.press("Recevoir un code");
  const [code] = await until(() => codes(demo, mail), (all) => all.length > before, `no code to ${mail}`);
  await hand.write("Les six chiffres du message", code);
  await hand.press("Entrer");
}

/** The letter to that address after so many others, as soon as it has left: its text, its six digits, its link. */
export async function nextLetter(demo, mail, before) {
  const read = await until(() => letters(demo, mail), (all) => all.length > before, `no letter to ${mail}`);
  return read[0];
}

/** The six digits of every letter to that address that bears some, the last one first: an invitation may still be on
 *  its way when a code is asked for. */
async function codes(demo, mail) {
  return (await letters(demo, mail)).flatMap(({ code }) => code ?? []);
}

/** What was asked for, as soon as it is as wanted. */
export async function until(ask, wanted, otherwise) {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const got = await ask();
    if (wanted(got)) return got;
    // What is waited for comes through this very process, perhaps.
    await new Promise(setImmediate);
  }
  return assert.fail(otherwise);
}

/** The letters to that address, the last one first: of the mail server where there is one, else of the demonstration's box. */
export async function letters(demo, mail) {
  if (demo.letters) return demo.letters(mail).map(({ subject, text }) => ({ text: `${subject} ${text}`, code: digits(text) }));
  const page = await (await fetch(`${demo.url}/courrier`)).text();
  const own = page.split("<article>").slice(1).filter((letter) => letter.includes(mail));
  return own.map((letter) => {
    const text = letter.replace(/<[^>]*>/g, " ");
    const link = letter.match(/href="([^"]*)"/)?.[1].replaceAll("&amp;", "&");
    return { text, code: digits(text), link };
  });
}

function digits(text) {
  const [, first, last] = text.match(DIGITS) ?? [];
  return first && first + last;
}

/** Whoever needs a second proof gets a card of codes, and gives one. */
export async function secondProof(hand, demo, who) {
  await hand.go("/compte");
  const words = await hand.words();
  const known = of(demo);
  if (words.includes("demande une deuxième preuve")) {
    await hand.go("/compte/carte");
    await hand.press("Faire une carte");
    known.cards.set(who, await cardOn(hand.page));
    await hand.follow("C'est imprimé");
  }
  if (/Donnez votre code|demande une deuxième preuve/.test(await hand.words())) {
    await hand.go("/preuve?suite=/aujourdhui");
    await prove(hand, demo, who);
  }
  await hand.go("/aujourdhui");
}

/** Whoever needs no second proof for their role gets a card all the same, and gives a code of it on the way to a page. */
export async function proveByCard(hand, demo, who, path) {
  await hand.go("/compte/carte");
  await hand.press("Faire une carte");
  of(demo).cards.set(who, await cardOn(hand.page));
  await hand.follow("C'est imprimé");
  await hand.go(`/preuve?suite=${path}`);
  await prove(hand, demo, who);
}

/** Gives the code of the card that the page asks for. */
export async function prove(hand, demo, who) {
  const label = await hand.page.locator("main label").first().innerText();
  const no = Number(label.match(/n°[\s\u00A0\u202F]*(\d+)/)?.[1]);
  const code = of(demo).cards.get(who)?.get(no);
  assert.ok(code, `the card of ${who} has the code of « ${label} »`);
  await hand.write(/votre carte/, code);
  await hand.submit();
}

/** The codes of a card, by number. */
async function cardOn(page) {
  const lines = await page.locator("main dl > div").allInnerTexts();
  return new Map(lines.map((line) => {
    const [, no, code] = line.match(/n°\D*(\d+)\s+(\S.*)/s);
    return [Number(no), code.trim()];
  }));
}

function of(demo) {
  if (!kept.has(demo)) kept.set(demo, { cookies: new Map(), cards: new Map() });
  return kept.get(demo);
}
