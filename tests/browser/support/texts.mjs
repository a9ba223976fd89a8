// What people type, paste and try.

/** Texts that are shown as they are, everywhere: never as markup, never as a formula. */
export const STRANGE = {
  emoji: "👩‍🦽 Léa 🏳️‍🌈",
  rightToLeft: "\u202Eeuqèhc\u202C مرحبا",
  markup: `<b onmouseover="alert(1)">gras</b><script>alert(1)</script>`,
  formula: `=cmd|' /C calc'!A0`,
  quotes: `' OR "1"="1" -- ; drop table cheque`,
  template: "{{ 7 * 7 }} ${7*7} %s %n",
  zero: "avant\u200Baprès\u00ADfin",
};

/** A text of a million characters. */
export const LONG = "é".repeat(1_000_000);
