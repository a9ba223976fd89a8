// A journey: what one or several people do, from their first page to their last, without JavaScript.

import { after, before, test } from "node:test";

import { openBrowser, visitor } from "./browser.mjs";
import { HANDS } from "./hand.mjs";
import { openDemo } from "./server.mjs";
import { signIn } from "./sign_in.mjs";

/** A phone for whoever uses a finger, a desk for whoever uses a keyboard. */
const SCREENS = { mouse: { width: 360, height: 740 }, keyboard: { width: 1280, height: 900 } };

/** Opens one demonstration for the file, and answers what registers its journeys: each is done by every hand. */
export function journeys() {
  let demo, browser, supply;
  before(async () => {
    [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
    supply = new Supply(demo.story);
  });
  after(async () => {
    await browser?.close();
    await demo?.end();
  });

  return function journey(name, steps, { hands = HANDS, script = false, ...options } = {}) {
    for (const Kind of hands) {
      test(`${name}, by the ${Kind.name}`, async () => {
        const visits = [];
        /** Somebody's browser; signed in when a player of the story is named. */
        const open = async (who, more) => {
          const visit = await visitor(browser, demo.url, { ...SCREENS[Kind.name], script, ...options, ...more });
          visits.push(visit);
          const hand = new Kind(visit.page);
          if (who) await signIn(hand, demo, who);
          return hand;
        };
        try {
          await steps({ open, demo, browser, supply });
          for (const visit of visits.splice(0)) await visit.leave();
        } finally {
          for (const { context } of visits) await context.close();
        }
      });
    }
  };
}

/** What the story leaves to be used: each cheque, each booklet is given once. */
class Supply {
  constructor({ carnets, stock }) {
    this.carnets = carnets.map(({ serial, codes }) => ({ serial, codes: [...codes] }));
    this.stock = [...stock];
  }

  /** So many codes of one booklet in somebody's hand, and its number. */
  cheques(count = 1) {
    const carnet = this.carnets.find(({ codes }) => codes.length >= count);
    if (!carnet) throw new Error("the story leaves no more cheques");
    return { serial: carnet.serial, codes: carnet.codes.splice(0, count) };
  }

  /** A booklet that was never handed over: its number and one of its codes. */
  booklet() {
    if (!this.stock.length) throw new Error("the story leaves no more booklets");
    return this.stock.shift();
  }
}
