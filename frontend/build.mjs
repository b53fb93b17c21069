// Builds the committed assets of src/heard/web/ui/static/heard/ from styles/ and scripts/. Run: npm ci && npm run build
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = fileURLToPath(new URL("../src/heard/web/ui/static/heard/", import.meta.url));
const packages = `${here}node_modules/`;

// GOV.UK Frontend says left and right; start and end also fit a page that is read from right to left.
function logical(css) {
  const side = { left: "start", right: "end" };
  return css
    .replace(/([\s;{])(margin|padding|border)-(left|right)(-width|-style|-color)?:/g, (_, before, box, hand, rest = "") => `${before}${box}-inline-${side[hand]}${rest}:`)
    .replace(/([\s;{])(left|right):/g, (_, before, hand) => `${before}inset-inline-${side[hand]}:`)
    .replace(/text-align:\s*(left|right)/g, (_, hand) => `text-align:${side[hand]}`)
    .replace(/float:\s*(left|right)/g, (_, hand) => `float:inline-${side[hand]}`);
}

async function styles(name) {
  const { css } = sass.compile(`${here}styles/${name}.scss`, { loadPaths: [packages], quietDeps: true });
  const { code } = await esbuild.transform(logical(css), { loader: "css", minify: true, target: ["safari15", "chrome100", "firefox100"] });
  await writeFile(`${out}${name}.css`, code);
  console.log(`${name}.css`, `${code.length} bytes,`, gzipSync(code).length, "compressed");
}

async function scripts(...names) {
  const { metafile } = await esbuild.build({
    entryPoints: names.map((name) => `${here}scripts/${name}.js`),
    bundle: true,
    format: "esm",
    metafile: true,
    minify: true,
    outdir: out,
    target: "es2021",
  });
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) console.log(file.split("/").pop(), bytes, "bytes");
}

async function vendor() {
  await mkdir(`${out}vendor`, { recursive: true });
  await copyFile(`${packages}htmx.org/dist/htmx.min.js`, `${out}vendor/htmx.js`);
  await copyFile(`${packages}htmx.org/LICENSE`, `${out}vendor/htmx.LICENSE.txt`);
  await copyFile(`${packages}maplibre-gl/LICENSE.txt`, `${out}vendor/maplibre.LICENSE.txt`);
  // MapLibre stays a file of its own: only pages with a map ask for it, and a browser keeps it when Heard's own code changes.
  for (const [source, target] of [["maplibre-gl.mjs", "maplibre.js"], ["maplibre-gl-worker.mjs", "maplibre-worker.js"]]) {
    await esbuild.build({
      entryPoints: [`${packages}maplibre-gl/dist/${source}`],
      bundle: true,
      format: "esm",
      legalComments: "inline",
      minify: true,
      outfile: `${out}vendor/${target}`,
      target: "es2022",
    });
  }
  await copyFile(`${packages}maplibre-gl/dist/maplibre-gl.css`, `${out}vendor/maplibre.css`);
}

await Promise.all([styles("portal"), styles("desk"), scripts("portal", "desk", "map"), vendor()]);
