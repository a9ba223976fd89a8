// Figures: what became of the cheques, commune by commune; small numbers are hidden.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { journeys } from "../support/journeys.mjs";

const journey = journeys();

journey("the figures are read as a map, as a table and in a spreadsheet", async ({ open }) => {
  const hand = await open("analyst");
  await hand.go("/chiffres");
  await hand.sees("Ce que deviennent les chèques");
  await hand.sees("Remis à des personnes");
  await hand.follow("Chèques utilisés dans la commune");
  await hand.sees("caché");
  const file = await hand.receive(hand.link("Télécharger ce tableau"));
  const table = await readFile(await file.path(), "utf8");
  assert.match(table, /62447/);
  assert.doesNotMatch(table, /^[=+@]/m, "no cell is a formula");
});
