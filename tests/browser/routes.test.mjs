// No page escapes: every route that the portal's source declares is in the list of pages, and nothing else is.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { PAGES } from "./pages.mjs";

const SOURCE = new URL("../../services/portal/src/", import.meta.url).pathname;

/** The routes that Rust text declares outside its tests. */
export function declared(text) {
  const [used] = text.split(/^#\[cfg\(test\)\]\nmod /m);
  return [...used.matchAll(/\.route\(\s*"([^"]+)"/g)].map(([, route]) => route);
}

test("every route has its entry", async () => {
  const files = (await readdir(SOURCE, { recursive: true })).filter((name) => name.endsWith(".rs"));
  const texts = await Promise.all(files.map((name) => readFile(join(SOURCE, name), "utf8")));
  const routes = new Set(texts.flatMap(declared));
  const listed = new Set(PAGES.map(({ route }) => route));
  assert.ok(routes.size > 0, "the portal has routes");
  assert.deepEqual([...routes].filter((route) => !listed.has(route)), [], "routes without an entry in pages.mjs");
  assert.deepEqual([...listed].filter((route) => !routes.has(route)), [], "entries without a route");
});

test("routes are read as they are written", () => {
  const text = 'Router::new().route("/a", get(a))\n    .route(\n        "/b/{id}",\n x)\n#[cfg(test)]\nmod tests {\n    fn f() { r.route("/c", g) } }';
  assert.deepEqual(declared(text), ["/a", "/b/{id}"]);
});
