// The markup as it was sent: html-validate page by page, the W3C's validator over all pages at once.

import { execFile } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";

import { HtmlValidate, vnuJar } from "../support/tools.mjs";

const judge = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: {
    // How the text is laid out in the file is nobody's business but ours.
    "no-trailing-whitespace": "off",
    "doctype-style": "off",
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    "void-style": "off",
    "no-implicit-input-type": "off",
    "no-implicit-button-type": "off",
    // Boxes of one question share its name, and so do the cheques of one act.
    "form-dup-name": "off",
    "no-inline-style": "error",
  },
});

/** What html-validate says of a page. */
export async function htmlFaults(html) {
  const report = await judge.validateString(html);
  return report.results.flatMap(({ messages }) => messages.map(({ line, ruleId, message }) => `html-validate ${ruleId}, line ${line}: ${message}`));
}

/** What the W3C's validator says of pages, given as `[name, html]`. */
export async function vnuFaults(pages) {
  const folder = await mkdtemp(join(tmpdir(), "passegue-vnu-"));
  try {
    const files = await Promise.all(pages.map(async ([name, html], no) => {
      const file = join(folder, `${String(no).padStart(4, "0")}.html`);
      await writeFile(file, html);
      // The validator finds no fault in a file that is not there.
      if ((await stat(file)).size === 0) throw new Error(`${name} is empty`);
      return file;
    }));
    const { messages } = await validate(files);
    return messages
      .filter(({ type, subType }) => type === "error" || type === "non-document-error" || subType === "fatal")
      .map(({ url, lastLine, message }) => `vnu ${pages[Number(basename(url ?? "0").slice(0, 4))]?.[0]}, line ${lastLine}: ${message}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function validate(files) {
  const words = ["-Djava.awt.headless=true", "-jar", vnuJar, "--stdout", "--format", "json", "--exit-zero-always", ...files];
  const { stdout } = await promisify(execFile)("java", words, { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout);
}
