// The program itself: a demonstration on a fresh database and free ports, ended with whoever opened it.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Longer than the story takes in a debug build on a busy machine. */
const PATIENCE_MS = 180_000;

/** Opens a demonstration; `story` is the document that it writes: addresses, people, codes to try. */
export async function openDemo({ seed = 1 } = {}) {
  const program = process.env.PASSEGUE_PROGRAM;
  if (!program) throw new Error("PASSEGUE_PROGRAM is not set: run this suite by « ops/browser »");
  const data = await mkdtemp(join(tmpdir(), "passegue-pages-"));
  const child = spawn(program, ["demo", "--json", "--seed", String(seed), "--data", join(data, "demo")], {
    env: { PATH: process.env.PATH },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const gone = new Promise((resolve) => child.once("exit", (status, signal) => resolve(status ?? signal)));
  const end = async () => {
    child.kill("SIGTERM");
    await gone;
    await rm(data, { recursive: true, force: true });
  };
  try {
    const story = await told(child, gone);
    return { url: story.centre, story, end };
  } catch (trouble) {
    await end();
    throw trouble;
  }
}

/** The document, as soon as it is whole. */
function told(child, gone) {
  let said = "";
  let complained = "";
  child.stderr.on("data", (some) => (complained += some));
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the story is not told in time:\n${complained}`)), PATIENCE_MS);
    gone.then((status) => {
      clearTimeout(late);
      reject(new Error(`the demonstration ended (${status}):\n${complained}`));
    });
    child.stdout.on("data", (some) => {
      said += some;
      const story = whole(said);
      if (!story) return;
      clearTimeout(late);
      resolve(story);
    });
  });
}

function whole(said) {
  if (!said.endsWith("}\n")) return null;
  try {
    return JSON.parse(said);
  } catch {
    return null;
  }
}
