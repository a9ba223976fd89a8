// What keeps a page from being misused: the heads of its answer, the cookies that it leaves. The list is the design's (trust D, web).

const POLICY = ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"];
const HEADS = {
  "x-content-type-options": /^nosniff$/,
  "referrer-policy": /^same-origin$/,
  "cross-origin-opener-policy": /^same-origin$/,
  "permissions-policy": /camera=\((self)?\), microphone=\(\), geolocation=\(\)/,
};

/** What the heads of an answer leave open. `signedIn`: the page was made for one person, and nobody may keep it. */
export function openHeads(heads, signedIn) {
  const policy = (heads["content-security-policy"] ?? "").split("; ");
  const missing = POLICY.filter((rule) => !policy.includes(rule)).map((rule) => `no ${rule} in its policy`);
  const loose = policy.filter((rule) => /unsafe-(inline|eval)|\*|https?:/.test(rule)).map((rule) => `loose policy: ${rule}`);
  const wrong = Object.entries(HEADS).filter(([name, expected]) => !expected.test(heads[name] ?? "")).map(([name]) => `${name}: ${heads[name]}`);
  const kept = signedIn && heads["cache-control"] !== "no-store" ? [`kept: cache-control ${heads["cache-control"]}`] : [];
  return [...missing, ...loose, ...wrong, ...kept];
}

/** The cookies that a script could read, or that another site could send. */
export function openCookies(cookies) {
  return cookies.filter(({ httpOnly, sameSite }) => !httpOnly || !["Lax", "Strict"].includes(sameSite)).map(({ name }) => `open cookie ${name}`);
}
