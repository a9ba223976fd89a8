// Every checker first finds what is planted: a page with its faults, beside the same page without them.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";

import { axeViolations } from "./checks/axe.mjs";
import { paleThings, ratio } from "./checks/colours.mjs";
import { unmarkedStops } from "./checks/focus.mjs";
import { openCookies, openHeads } from "./checks/guards.mjs";
import { htmlFaults, vnuFaults } from "./checks/html.mjs";
import { printedPages } from "./checks/print.mjs";
import { sideways, smallTargets } from "./checks/room.mjs";
import { errorsUnsaid, misshapen } from "./checks/shape.mjs";
import { weight } from "./checks/weight.mjs";
import { isForeign, openBrowser, visitor } from "./support/browser.mjs";
import { Keyboard, Mouse } from "./support/hand.mjs";
import { totp } from "./support/totp.mjs";

const STYLE = `
  body { margin: 0; font: 1.2rem/1.5 sans-serif; color: #111; background: #fff }
  main { padding: 0 1rem } a, button, input, select { display: inline-block; min-height: 48px; min-width: 48px; font: inherit; border: 2px solid #333 }
  :focus-visible { outline: 3px solid #00c; outline-offset: 2px } button { background: #fff; color: #111 } main p a { display: inline; border: 0 }`;

function page(main, { title = "Une page", style = "", lang = "fr", head = "" } = {}) {
  return `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<link rel="stylesheet" href="/style.css?${encodeURIComponent(style)}">${head}</head>
<body><header><a href="#contenu">Aller au contenu</a></header>
<main id="contenu"><h1>Bonjour</h1>${main}</main>
<footer><p>Au revoir</p></footer></body></html>`;
}

const FORM = `<form method="post" action="/"><p><label for="nom">Nom</label> <input id="nom" name="nom" autocomplete="off"></p>
<p><button type="submit">Envoyer</button></p></form>`;
const PLAIN = page(`<p>Un texte. <a href="/autre">Un lien</a> dans une phrase.</p>${FORM}`);

const shown = new Map();
let server, url, browser;

before(async () => {
  server = createServer((request, response) => {
    const asked = new URL(request.url, "http://x");
    const style = asked.pathname === "/style.css";
    response.setHeader("content-type", style ? "text/css" : "text/html; charset=utf-8");
    response.end(style ? STYLE + decodeURIComponent(asked.search.slice(1)) : (shown.get(asked.pathname) ?? PLAIN));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${server.address().port}`;
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

/** What a check says of a page. */
async function said(check, html, options) {
  shown.set("/planted", html);
  const { page, context } = await visitor(browser, url, options);
  try {
    await page.goto("/planted");
    return await check(page);
  } finally {
    await context.close();
  }
}

/** A check that has nothing to say of the plain page, and finds each planted fault. */
function finds(name, check, planted, { plain = PLAIN, ...options } = {}) {
  test(name, async () => {
    assert.deepEqual(await said(check, plain, options), [], "nothing is wrong with the plain page");
    for (const [html, words] of planted) {
      const found = await said(check, html, options);
      assert.match(found.join("\n"), words);
    }
  });
}

describe("planted faults", () => {
  finds("axe", axeViolations, [
    [page(`<form action="/"><input name="nom"></form>`), /axe label /],
    [page(`<h4>Trop bas</h4>`), /axe heading-order /],
  ]);
  finds("contrast", paleThings, [
    [page(FORM, { style: "p{color:#999}" }), /text 2\.8\d:1 of <p>/],
    [page(FORM, { style: "input{border-color:#ccc}" }), /edge 1\.\d+:1 of <input>/],
    [page(FORM, { style: "button{border-color:#ddd}" }), /edge 1\.\d+:1 of <button>/],
    [page(FORM, { style: "main{background:#444}" }), /text \d\.\d+:1 of <h1>/],
  ]);
  finds("contrast in the dark", paleThings, [[page(FORM, { style: "main{background:#111;color:#fff} label{color:#444}" }), /text 1\.\d+:1 of <label>/]], { scheme: "dark" });
  finds("targets", smallTargets, [
    [page(FORM, { style: "button{min-height:0;height:38px}" }), /× 38 px: <button>/],
    [page(`<ul><li><a href="/a">Seul</a></li></ul>`, { style: "li a{display:inline;border:0}" }), /<a> « Seul »/],
    [page(`<form action="/"><input type="checkbox" id="oui" name="oui"> <label for="oui">Oui</label></form>`, { style: "input{min-height:0;min-width:0;height:20px}" }), /<input> « oui »/],
  ]);
  finds("room at 320 px", (page) => sideways(page, 320), [[page(`<p>large</p>`, { style: "main p{width:400px}" }), /px too wide: .*<p>/]]);
  finds("room at 200 %", (page) => sideways(page, 640, 2), [[page(`<p>large</p>`, { style: "main p{width:25rem}" }), /px too wide/]]);
  finds("shape", misshapen, [
    [page("<h1>Encore</h1>"), /2 h1/],
    [page("", { lang: "en" }), /lang is « en »/],
    [page("", { title: "" }), /no title/],
    [page(`<p style="color:red">a</p>`), /inline: <p>/],
    [page("").replace(/<header>.*<\/header>/, ""), /0 <header>.*\n?.*does not skip/s],
  ]);
  const told = `<div tabindex="-1"><h2>À corriger</h2><ul><li><a href="#nom">Le nom est vide</a></li></ul></div>
    <form action="/"><label for="nom">Nom</label> <input id="nom" name="nom" aria-invalid="true"></form>`;
  finds("errors", errorsUnsaid, [
    [page(told), /the title is « Une page »/],
    [page(told.replace(` tabindex="-1"`, ""), { title: "Erreur\u00A0: une page" }), /no summary/],
    [page(told.replace("#nom", "#prenom"), { title: "Erreur\u00A0: une page" }), /leads nowhere/],
    [page(told.replace(` aria-invalid="true"`, ""), { title: "Erreur\u00A0: une page" }), /nothing beside/],
  ], { plain: page(told, { title: "Erreur\u00A0: une page" }) });
  const stops = async (page) => (await unmarkedStops(page)).found;
  finds("focus", stops, [
    [page(FORM, { style: "button:focus-visible{outline:0}" }), /focus 0\.00:1 on <button>/],
    [page(FORM, { style: ":focus-visible{outline-color:#ddd}" }), /focus 1\.\d+:1 on <input>/],
  ]);

  test("html-validate", async () => {
    assert.deepEqual(await htmlFaults(PLAIN), []);
    assert.match((await htmlFaults(page(`<p><div>a</div></p>`))).join("\n"), /html-validate/);
  });

  test("the W3C's validator", async () => {
    const found = await vnuFaults([["plain", PLAIN], ["planted", page(`<p></p></i>`)], ["both", page(`<a href="a b">x</a>`)]]);
    assert.match(found.join("\n"), /vnu planted, line/);
    assert.match(found.join("\n"), /vnu both, line/);
    assert.doesNotMatch(found.join("\n"), /vnu plain/);
  });

  test("weight", async () => {
    const { bytes, files } = await weight(`${url}/`);
    assert.equal(files.length, 2, "the page and its stylesheet");
    assert.equal(bytes, Buffer.byteLength(PLAIN) + Buffer.byteLength(STYLE));
  });

  test("paper", async () => {
    assert.equal(await said(printedPages, PLAIN), 1);
    assert.equal(await said(printedPages, page("<p>a</p>", { style: "h1{break-after:page}" })), 2);
  });

  test("another origin", async () => {
    assert.ok(isForeign("https://elsewhere.example/a.css", url));
    assert.ok(isForeign(url.replace("127.0.0.1", "localhost"), url));
    assert.ok(!isForeign(`${url}/a.css`, url) && !isForeign("data:,a", url));
    shown.set("/planted", page(`<img src="http://elsewhere.example/a.png" alt="">`));
    const { page: tab, leave } = await visitor(browser, url);
    await tab.goto("/planted");
    await assert.rejects(leave, /another origin/);
  });
});

describe("hands", () => {
  const form = page(`<p><a href="/suite">Suite</a></p>
    <form action="/recu" method="get"><p><label for="nom">Nom</label> <input id="nom" name="nom" value="ancien" autocomplete="off"></p>
    <p><label for="jour">Jour</label> <input id="jour" name="jour" type="date"></p>
    <p><label for="mois">Mois</label> <select id="mois" name="mois"><option>mars</option><option>avril</option><option>mai</option></select></p>
    <fieldset><legend>Qui</legend><p><input type="radio" id="a" name="qui" value="a"> <label for="a">Alice</label></p>
    <p><input type="radio" id="b" name="qui" value="b"> <label for="b">Basile</label></p></fieldset>
    <p><input type="checkbox" id="oui" name="oui" value="1"> <label for="oui">D'accord</label></p>
    <p><button type="submit">Envoyer</button></p></form>`);

  for (const Kind of [Mouse, Keyboard]) {
    test(`${Kind.name}, without JavaScript`, async () => {
      shown.set("/formulaire", form);
      const { page, leave } = await visitor(browser, url, { script: false });
      const hand = new Kind(page);
      await hand.go("/formulaire");
      await hand.write("Nom", "Zoé");
      await hand.write("Jour", "2026-03-09");
      await hand.choose("Mois", "mai");
      await hand.tick("Basile");
      await hand.tick("D'accord");
      await hand.press("Envoyer");
      assert.equal(new URL(page.url()).search, `?${new URLSearchParams({ nom: "Zoé", jour: "2026-03-09", mois: "mai", qui: "b", oui: "1" })}`);
      await hand.sees("Bonjour");
      await leave();
    });
  }

  test("the keyboard does not pass by what has no mark", async () => {
    shown.set("/formulaire", form.replace("/style.css?", "/style.css?a:focus-visible,input:focus-visible{outline:0}"));
    const { page, leave } = await visitor(browser, url, { script: false });
    const hand = new Keyboard(page);
    await hand.go("/formulaire");
    await assert.rejects(hand.write("Nom", "Zoé"), /focus 0\.00:1/);
    await leave();
  });
});

test("heads and cookies that guard nothing are told", () => {
  const heads = {
    "content-security-policy": "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
  };
  assert.deepEqual(openHeads(heads, true), []);
  assert.deepEqual(openHeads({ ...heads, "cache-control": "no-cache" }, true), ["kept: cache-control no-cache"]);
  for (const name of Object.keys(heads)) assert.notDeepEqual(openHeads({ ...heads, [name]: undefined }, true), [], name);
  const loose = heads["content-security-policy"] + "; script-src 'self' 'unsafe-inline'";
  assert.deepEqual(openHeads({ ...heads, "content-security-policy": loose }, true), ["loose policy: script-src 'self' 'unsafe-inline'"]);
  const cookie = { name: "visite", httpOnly: true, sameSite: "Lax" };
  assert.deepEqual(openCookies([cookie, { ...cookie, name: "lisible", httpOnly: false }, { ...cookie, name: "voyageur", sameSite: "None" }]), [
    "open cookie lisible",
    "open cookie voyageur",
  ]);
});

test("ratios and codes are those of their standards", () => {
  assert.equal(ratio("rgb(0, 0, 0)", "rgb(255, 255, 255)").toFixed(1), "21.0");
  assert.equal(ratio("#777".replace("#777", "rgb(119, 119, 119)"), "rgb(255, 255, 255)").toFixed(2), "4.48");
  // RFC 6238, appendix B, the last six of its eight digits.
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  assert.equal(totp(secret, 59_000), "287082");
  assert.equal(totp(secret, 1_111_111_109_000), "081804");
});
