// A camera that looks at a picture: Chromium plays a film that is made here from what is shown on a page.

import { writeFile } from "node:fs/promises";

import { qrcode } from "./tools.mjs";

const WIDTH = 640;
const HEIGHT = 480;

/** A code rendered on a screen, as the booklet prints it: the picture of what is seen, a data address. */
export async function onScreen(page, text) {
  const code = qrcode(0, "M");
  code.addData(text, "Alphanumeric");
  code.make();
  await page.setContent(`<body style="margin:0">${code.createSvgTag({ cellSize: 8, margin: 32 })}</body>`);
  const seen = await page.locator("svg").screenshot();
  return `data:image/png;base64,${seen.toString("base64")}`;
}

/** Writes a film (Y4M, one second, grey) in which the picture at that address stands still in the middle. */
export async function film(page, picture, file) {
  const greys = await page.evaluate(draw, { picture, width: WIDTH, height: HEIGHT });
  const luma = Buffer.from(greys, "base64");
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, chroma]);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  await writeFile(file, Buffer.concat([head, ...Array(10).fill(frame)]));
}

/** What makes Chromium play it to any page that asks for the camera. */
export function asCamera(file) {
  return ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", `--use-file-for-fake-video-capture=${file}`];
}

// Runs in the page.
async function draw({ picture, width, height }) {
  const image = new Image();
  image.src = picture;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const painter = canvas.getContext("2d");
  painter.fillStyle = "#fff";
  painter.fillRect(0, 0, width, height);
  const side = Math.floor(height * 0.8);
  painter.imageSmoothingEnabled = false;
  painter.drawImage(image, (width - side) / 2, (height - side) / 2, side, side);
  const { data } = painter.getImageData(0, 0, width, height);
  let bytes = "";
  for (let at = 0; at < data.length; at += 4) bytes += String.fromCharCode(data[at + 1]);
  return btoa(bytes);
}
