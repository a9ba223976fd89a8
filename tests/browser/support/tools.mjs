// What the suite borrows from npm. It lies in a cache folder outside the clone, which ops/test fills and names.

import { createRequire } from "node:module";
import { join } from "node:path";

const folder = process.env.PASSEGUE_BROWSER_TOOLS;
if (!folder) throw new Error("PASSEGUE_BROWSER_TOOLS is not set: run this suite by « ops/browser »");
const borrow = createRequire(join(folder, "package.json"));

export const { chromium } = borrow("playwright-core");
export const { HtmlValidate } = borrow("html-validate");
/** The whole text of axe, to be run in a page. */
export const axeSource = borrow("axe-core").source;
/** The jar of the W3C's validator. */
export const vnuJar = join(folder, "node_modules", "vnu-jar", "build", "dist", "vnu.jar");
/** Draws codes as pictures. */
export const qrcode = borrow("qrcode-generator");
/** A mail server, and a reader of the mails that it takes. */
export const { SMTPServer } = borrow("smtp-server");
export const PostalMime = borrow("postal-mime");
