// A network that has just been founded, as the README tells: `init`, `serve`, a mail server; no demonstration, no story.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { PostalMime, SMTPServer } from "./tools.mjs";

/** Longer than the first start takes in a debug build on a busy machine. */
const PATIENCE_MS = 60_000;
const LINK = /https?:\/\/\S+\/connexion\/lien\S*/;

/** Founds a network and opens its centre: its address, the administrator's first link, the letters that leave. */
export async function openHouse({ name, admin, mail }) {
  const data = await mkdtemp(join(tmpdir(), "passegue-house-"));
  const post = await openPost();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH,
    PASSEGUE_HOUSE_NAME: name,
    PASSEGUE_HOUSE_IBAN: "FR76 9999 9620 0000 0042 1100 155",
    PASSEGUE_HOUSE_BIC: "AGRIFRPP",
    PASSEGUE_HOUSE_PUBLIC_URL: url,
    PASSEGUE_SMTP_URL: `smtp://127.0.0.1:${post.port}`,
    PASSEGUE_MAIL_FROM: "Passegué <passegue@pass.example>",
  };
  const at = ["--data", join(data, "centre")];
  let centre = null;
  const end = async () => {
    if (centre?.child.exitCode === null) {
      const gone = once(centre.child, "exit");
      centre.child.kill("SIGTERM");
      await gone;
    }
    await post.close();
    await rm(data, { recursive: true, force: true });
  };
  try {
    const said = await finished(run(["init", ...at, "--name", name, "--admin", admin, "--mail", mail], env));
    centre = run(["serve", ...at, "--listen", `127.0.0.1:${port}`], env);
    await ready(url, centre);
    return { url, link: said.match(LINK)[0], letters: post.letters, end };
  } catch (trouble) {
    await end();
    throw trouble;
  }
}

/** The program, and what it says. */
function run(words, env) {
  const child = spawn(process.env.PASSEGUE_PROGRAM, words, { env, stdio: ["ignore", "pipe", "pipe"] });
  const run = { child, said: "", complained: "" };
  child.stdout.on("data", (some) => (run.said += some));
  child.stderr.on("data", (some) => (run.complained += some));
  return run;
}

async function finished(run) {
  const [status] = await once(run.child, "close");
  if (status !== 0) throw new Error(`the program ended (${status}):\n${run.said}${run.complained}`);
  return run.said;
}

/** Asks until the centre says that it is ready. */
async function ready(url, centre) {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end && centre.child.exitCode === null) {
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    if (answer?.ok) return;
  }
  throw new Error(`the centre is not ready:\n${centre.complained}`);
}

/** A mail server: `letters(address)` are those that came to it, the last one first. */
async function openPost() {
  const came = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    onData(stream, session, taken) {
      const chunks = [];
      stream.on("data", (chunk) => chunks.push(chunk));
      stream.on("end", async () => {
        const { subject, text } = await PostalMime.parse(Buffer.concat(chunks));
        came.unshift({ to: session.envelope.rcptTo.map(({ address }) => address), subject, text });
        taken();
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  return {
    port: server.server.address().port,
    letters: (address) => came.filter(({ to }) => to.includes(address)),
    close: () => new Promise((closed) => server.close(closed)),
  };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}
