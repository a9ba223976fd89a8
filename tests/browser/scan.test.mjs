// A cheque is read by the camera, from a screen that shows its code; whoever cannot goes on typing.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { openBrowser, visitor } from "./support/browser.mjs";
import { asCamera, film, onScreen } from "./support/camera.mjs";
import { Mouse } from "./support/hand.mjs";
import { openDemo } from "./support/server.mjs";
import { signIn } from "./support/sign_in.mjs";

/** Nothing but white. */
const BLANK = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9' fill='white'/></svg>";

let demo, folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "passegue-film-"));
  demo = await openDemo();
});

after(async () => {
  await demo?.end();
  await rm(folder, { recursive: true, force: true });
});

/** Somebody at the counter whose camera sees that picture. */
async function seeing(draw, steps) {
  const studio = await openBrowser();
  const file = join(folder, "film.y4m");
  const page = await studio.newPage();
  await film(page, await draw(page), file);
  await studio.close();
  const browser = await openBrowser(asCamera(file));
  try {
    const { page, leave } = await visitor(browser, demo.url, { permissions: ["camera"] });
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    const hand = new Mouse(page);
    await signIn(hand, demo, "counter-staff");
    await hand.go("/guichet");
    await steps(hand);
    assert.deepEqual(complaints, []);
    await leave();
  } finally {
    await browser.close();
  }
}

test("a code on a screen becomes a receipt", async () => {
  const [{ serial, codes }] = demo.story.carnets;
  const address = `HTTPS://PASS.EXAMPLE/C/${codes[0].replaceAll("-", "")}`;
  await seeing((page) => onScreen(page, address), async (hand) => {
    await hand.press("Scanner avec la caméra");
    await hand.sees(`carnet ${serial}`);
    await hand.follow(/Continuer avec 1 chèque/);
    await hand.press(/Encaisser 1 chèque/);
    await hand.sees("C'est fait.");
  });
});

test("a camera that sees nothing gives way to typing", async () => {
  const code = demo.story.carnets[1].codes[0];
  await seeing(() => BLANK, async (hand) => {
    await hand.page.evaluate(() => (document.getElementById("camera").dataset.secondes = "1"));
    await hand.button("Scanner avec la caméra").click();
    await hand.page.getByRole("status").filter({ hasText: "Tapez son code" }).waitFor();
    assert.equal(await hand.page.evaluate(() => document.activeElement.id), "code", "one types at once");
    await hand.write("Code du chèque", code);
    await hand.press("Ajouter ce chèque");
    await hand.sees("Continuer avec 1 chèque");
  });
});
