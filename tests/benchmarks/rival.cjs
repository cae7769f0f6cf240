// The same outputs as Photos/Developing makes, with sharp, the usual way and the fastest that was found: decode once, everything from raw pixels.
// Reads a line, does one photo, answers with the CPU time in milliseconds.
const { createRequire } = require("node:module");
const fs = require("node:fs");
const path = require("node:path");
const sharp = createRequire(path.join(__dirname, "..", "package.json"))("sharp");
sharp.concurrency(1);
sharp.cache(false);
const [, , file, way] = process.argv;

async function smaller(master, view) {
  const raw = () => sharp(view.data, { raw: view.info });
  const outputs = [master, await raw().jpeg({ quality: 82 }).toBuffer(), await raw().webp({ quality: 80, effort: 2 }).toBuffer()];
  const thumb = await raw().resize(320, 320, { fit: "inside" }).raw().toBuffer({ resolveWithObject: true });
  outputs.push(await sharp(thumb.data, { raw: thumb.info }).jpeg({ quality: 82 }).toBuffer(), await sharp(thumb.data, { raw: thumb.info }).webp({ quality: 80, effort: 2 }).toBuffer());
  const sample = await raw().resize(512, 512, { fit: "inside" }).raw().toBuffer({ resolveWithObject: true });
  outputs.push(figures(sample.data, sample.info.width, sample.info.height, sample.info.channels));
  return outputs;
}

function figures(pixels, width, height, channels) {
  const luma = new Uint8Array(width * height);
  let sum = 0, dark = 0, bright = 0, squares = 0, noise = 0;
  for (let i = 0, at = 0; i < luma.length; i++, at += channels) {
    luma[i] = (54 * pixels[at] + 183 * pixels[at + 1] + 19 * pixels[at + 2]) >> 8;
    sum += luma[i];
    if (luma[i] < 8) dark++;
    if (pixels[at] > 247 && pixels[at + 1] > 247 && pixels[at + 2] > 247) bright++;
  }
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const cross = luma[at - width] + luma[at + width] + luma[at - 1] + luma[at + 1];
      const corners = luma[at - width - 1] + luma[at - width + 1] + luma[at + width - 1] + luma[at + width + 1];
      squares += (cross - 4 * luma[at]) ** 2;
      noise += Math.abs(corners - 2 * cross + 4 * luma[at]);
    }
  return { sum, dark, bright, squares, noise };
}

async function twice(bytes) {
  const from = () => sharp(bytes, { failOn: "truncated" }).rotate();
  const master = await from().jpeg({ quality: 92, chromaSubsampling: "4:2:0" }).toBuffer();
  return smaller(master, await from().resize(1600, 1600, { fit: "inside", withoutEnlargement: true }).raw().toBuffer({ resolveWithObject: true }));
}

async function once(bytes) {
  const whole = await sharp(bytes, { failOn: "truncated" }).rotate().raw().toBuffer({ resolveWithObject: true });
  const raw = () => sharp(whole.data, { raw: whole.info });
  const master = await raw().jpeg({ quality: 92, chromaSubsampling: "4:2:0" }).toBuffer();
  return smaller(master, await raw().resize(1600, 1600, { fit: "inside", withoutEnlargement: true }).raw().toBuffer({ resolveWithObject: true }));
}

const bytes = fs.readFileSync(file);
if (way === "make") {
  // A photo of a real camera, made 12 megapixels large.
  sharp(bytes).rotate().resize(4243, 2828, { fit: "cover" }).withExif({}).jpeg({ quality: 92 }).toFile(process.argv[4]).then(() => process.exit(0));
} else {
  require("node:readline").createInterface({ input: process.stdin }).on("line", async () => {
    const before = process.cpuUsage();
    await (way === "twice" ? twice : once)(bytes);
    const used = process.cpuUsage(before);
    console.log(((used.user + used.system) / 1000).toFixed(1) + " " + Math.round(process.resourceUsage().maxRSS / 1024));
  }).on("close", () => process.exit(0));
}
