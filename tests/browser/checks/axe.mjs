// axe: every rule that it has, best practices included.

import { axeSource } from "../support/tools.mjs";

/** Every violation, of any level. */
export async function axeViolations(page) {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const seen = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return seen.violations.map(({ id, impact, help, nodes }) => ({ id, impact, help, where: nodes.map((node) => node.html) }));
  });
  return violations.map(({ id, impact, help, where }) => `axe ${id} (${impact}): ${help}: ${where.slice(0, 3).join(" ").slice(0, 300)}`);
}
