// Reads a cheque with the camera and fills the field of the page. Typing goes on working meanwhile, and after.
//
// The browser's own reader serves where there is one; otherwise the vendored one. Neither may answer: a time limit sends
// people back to typing.

const box = document.getElementById("camera");
const field = document.getElementById("code");
const button = document.getElementById("camera-bouton");
const video = document.getElementById("camera-image");
const message = document.getElementById("camera-message");

// What could not be read stays to be corrected; a scanner that types replaces it whole.
if (field?.value) field.select();

if (box && field && button && video && navigator.mediaDevices?.getUserMedia) {
  box.hidden = false;
  button.addEventListener("click", () => scan());
}

let running = null;

async function scan() {
  if (running) return;
  const stop = new AbortController();
  running = stop;
  say("camera-visez");
  const limit = setTimeout(() => stop.abort("camera-lente"), Number(box.dataset.secondes) * 1000);
  let stream;
  try {
    stream = await unless(stop, navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }));
    video.srcObject = stream;
    video.hidden = false;
    await unless(stop, video.play());
    const read = await unless(stop, reader());
    send(await unless(stop, found(read, stop)));
  } catch {
    say(stop.signal.aborted ? stop.signal.reason : "camera-absente");
    field.focus();
  } finally {
    clearTimeout(limit);
    stop.abort("");
    stream?.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
    video.hidden = true;
    running = null;
  }
}

// What reads the picture that the video shows: its text, or nothing.
async function reader() {
  if ("BarcodeDetector" in window) {
    const formats = await BarcodeDetector.getSupportedFormats();
    if (formats.includes("qr_code")) {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      return async () => (await detector.detect(video))[0]?.rawValue;
    }
  }
  const { default: QrScanner } = await import(box.dataset.lecteur);
  const engine = await QrScanner.createQrEngine();
  const canvas = document.createElement("canvas");
  return () =>
    QrScanner.scanImage(video, { qrEngine: engine, canvas, returnDetailedScanResult: true }).then(
      (result) => result.data,
      () => undefined,
    );
}

async function found(read, stop) {
  while (!stop.signal.aborted) {
    const text = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? await read() : undefined;
    if (text) return text;
    await new Promise((next) => requestAnimationFrame(next));
  }
  throw stop.signal.reason;
}

// The promise, unless the time is over first.
function unless(stop, promise) {
  const over = new Promise((_, fail) => stop.signal.addEventListener("abort", () => fail(stop.signal.reason)));
  return Promise.race([promise, over]);
}

function send(text) {
  field.value = text;
  say("");
  document.getElementById("lecture").requestSubmit();
}

function say(id) {
  message.textContent = id ? document.getElementById(id).textContent : "";
}
