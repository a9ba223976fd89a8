// What a page costs somebody on a bad line: the bytes of its answers as they travel, compressed, heads left out.

import { get } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

/** Asks for a page and for everything that it shows; answers the bytes in all and file by file. */
export async function weight(url) {
  const page = await fetched(url);
  const styles = [...page.text.matchAll(/<link\b[^>]*>/g)].map(([tag]) => tag).filter((tag) => /rel="?(stylesheet|icon|preload)/.test(tag));
  const shown = [...page.text.matchAll(/<(?:img|script|source|iframe)\b[^>]*>/g)].map(([tag]) => tag);
  const links = [...styles, ...shown].map((tag) => tag.match(/\b(?:href|src)="?([^"\s>]+)/)?.[1]).filter(Boolean);
  const wanted = [...new Set(links)].filter((link) => !link.startsWith("data:"));
  const others = await Promise.all(wanted.map((link) => fetched(new URL(link, url))));
  const files = [page, ...others].map(({ asked, bytes }) => [String(asked), bytes]);
  return { bytes: files.reduce((sum, [, bytes]) => sum + bytes, 0), files };
}

function fetched(asked) {
  return new Promise((resolve, reject) => {
    const request = get(asked, { headers: { "accept-encoding": "br, gzip", accept: "text/html" } }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        if (answer.statusCode !== 200) return reject(new Error(`${asked}: ${answer.statusCode}`));
        const body = Buffer.concat(chunks);
        resolve({ asked, bytes: body.length, text: readable(body, answer.headers["content-encoding"]) });
      });
    });
    request.on("error", reject);
  });
}

function readable(body, encoding) {
  if (encoding === "br") return brotliDecompressSync(body).toString();
  return (encoding === "gzip" ? gunzipSync(body) : body).toString();
}
