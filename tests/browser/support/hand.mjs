// Hands: a journey is written once, and done by the mouse, then by the keyboard alone.
//
// Things are named as a person names them: a link, a button or a field by its words.

import assert from "node:assert/strict";

import { markOf } from "../checks/focus.mjs";

/** What both hands do in the same way. */
class Hand {
  constructor(page) {
    this.page = page;
  }

  /** Goes to an address. */
  go(path) {
    return this.page.goto(path);
  }

  /** Follows a link to the page where it leads. */
  follow(name, options) {
    return this.arriving(this.link(name, options));
  }

  /** Presses a button and waits for the page that answers. */
  press(name) {
    return this.arriving(this.button(name));
  }

  /** Presses the button of the page's only form. */
  submit() {
    return this.arriving(this.page.locator("main form button").first());
  }

  /** Follows a link or presses a button that gives a file; answers it. */
  async receive(target) {
    const [file] = await Promise.all([this.page.waitForEvent("download"), this.activate(target)]);
    return file;
  }

  async arriving(target) {
    await target.waitFor();
    await Promise.all([this.page.waitForEvent("load"), this.activate(target)]);
  }

  link(name, { nth = 0 } = {}) {
    return this.page.getByRole("link", { name: spoken(name) }).nth(nth);
  }

  button(name) {
    return this.page.getByRole("button", { name: spoken(name) }).first();
  }

  /** The field of that label; `within` names the question of which it is an answer. */
  field(name, { within } = {}) {
    const around = within ? this.page.getByRole("group", { name: spoken(within) }).first() : this.page;
    return around.getByLabel(spoken(name)).first();
  }

  /** The words of the page, as they are read. */
  words() {
    return this.page.locator("main").innerText();
  }

  title() {
    return this.page.title();
  }

  /** The page says this. */
  async sees(words) {
    const said = plain(await this.words());
    const found = words instanceof RegExp ? words.test(said) : said.includes(plain(words));
    assert.ok(found, `« ${words} » on ${this.page.url()}:\n${said}`);
  }

  /** The page does not say this. */
  async seesNot(words) {
    const said = plain(await this.words());
    const found = words instanceof RegExp ? words.test(said) : said.includes(plain(words));
    assert.ok(!found, `no « ${words} » on ${this.page.url()}:\n${said}`);
  }

  /** The page is the answer to a form that was not accepted. */
  async isTold(words) {
    assert.match(await this.title(), /^Erreur\u00A0: /, this.page.url());
    await this.sees(words);
  }
}

/** A hand on a mouse, or a finger. */
export class Mouse extends Hand {
  static name = "mouse";

  activate(target) {
    return target.click();
  }

  write(label, text) {
    return this.field(label).fill(text);
  }

  choose(label, option) {
    return this.field(label).selectOption({ label: option });
  }

  tick(label, options) {
    return this.field(label, options).check();
  }

  open(summary) {
    return this.page.locator("summary", { hasText: summary }).click();
  }
}

/** A hand on a keyboard: Tab, Enter, Space, arrows and letters; at each stop it sees where it is. */
export class Keyboard extends Hand {
  static name = "keyboard";

  async activate(target) {
    await this.reach(target);
    await this.page.keyboard.press("Enter");
  }

  async write(label, text) {
    await this.reach(this.field(label));
    if ((await this.field(label).getAttribute("type")) === "date") return this.writeDay(this.field(label), text);
    await this.page.keyboard.press("Control+A");
    if (text) await this.page.keyboard.type(text);
    else await this.page.keyboard.press("Delete");
  }

  /** A day is typed part by part, in the order of the browser's own language: French or English. */
  async writeDay(field, text) {
    const [year, month, day] = text.split("-");
    for (const order of [[day, month, year], [month, day, year]]) {
      await this.page.keyboard.type(order.join(""));
      if ((await field.inputValue()) === text) return;
      for (let part = 0; part < 3; part += 1) await this.page.keyboard.press("ArrowLeft");
    }
    assert.fail(`${text} cannot be typed`);
  }

  async choose(label, option) {
    const field = this.field(label);
    await this.reach(field);
    const places = await field.evaluate((select, option) => {
      const wanted = [...select.options].findIndex((each) => each.label.trim() === option);
      return wanted < 0 ? null : wanted - select.selectedIndex;
    }, option);
    assert.notEqual(places, null, `« ${option} » among the choices of « ${label} »`);
    for (let step = 0; step < Math.abs(places); step += 1) {
      await this.page.keyboard.press(places > 0 ? "ArrowDown" : "ArrowUp");
    }
  }

  /** A box is ticked by Space; among dots the arrows choose. */
  async tick(label, options) {
    const field = this.field(label, options);
    const dot = await field.evaluate((input) => input.type === "radio");
    if (dot) return this.turnTo(field);
    await this.reach(field);
    if (!(await field.isChecked())) await this.page.keyboard.press("Space");
  }

  async turnTo(dot) {
    const group = await dot.evaluate((input) => [...input.form.elements[input.name]].map((each) => each.id));
    const chosen = await dot.evaluate((input) => ([...input.form.elements[input.name]].find((each) => each.checked) ?? input).id);
    await this.reach(this.page.locator(`[id="${chosen}"]`), group);
    await this.page.keyboard.press("Space");
    for (let step = 0; step < group.length && !(await dot.isChecked()); step += 1) {
      await this.page.keyboard.press("ArrowDown");
    }
    assert.ok(await dot.isChecked(), "the arrows reach every choice");
  }

  async open(summary) {
    await this.activate(this.page.locator("summary", { hasText: summary }));
  }

  /** Tab until the focus is there; every stop on the way is marked and in sight. Any of `group` will do. */
  async reach(target, group = []) {
    await target.waitFor();
    const wanted = await target.elementHandle();
    const most = 2 * (await this.page.locator("a[href], button, input, select, textarea, summary, [tabindex]").count()) + 6;
    for (let stop = 0; stop < most; stop += 1) {
      const there = await wanted.evaluate((element, ids) => {
        const here = document.activeElement;
        return here === element || ids.includes(here?.id);
      }, group);
      if (there) {
        const mark = await markOf(this.page);
        assert.equal(mark?.trouble ?? null, null, this.page.url());
        return;
      }
      await this.page.keyboard.press("Tab");
    }
    assert.fail(`Tab never reaches ${target} on ${this.page.url()}`);
  }
}

/** Both, in the order in which they are tried. */
export const HANDS = [Mouse, Keyboard];

/** Words as a pattern, whichever spaces and apostrophes the page has. */
function spoken(name) {
  if (name instanceof RegExp) return name;
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(escaped.replace(/\s+/g, "[\\s\u00A0\u202F]+").replaceAll("'", "['\u2019]"));
}

/** Text without the difference between spaces and between apostrophes: tests are typed on a plain keyboard. */
export function plain(text) {
  return typeof text === "string" ? text.replace(/[\s\u00A0\u202F]+/g, " ").replaceAll("\u2019", "'").trim() : text;
}
