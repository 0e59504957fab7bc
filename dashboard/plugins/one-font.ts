import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import subsetFont from "subset-font";
import type { Plugin } from "vite";

const FACE = /@font-face\s*\{[^}]*\}/g;
const USED = "Inter-roman.var.woff2";

/** What is fetched at once: Latin letters, punctuation, currencies, arrows, minus. */
const LATIN: readonly [number, number][] = [
  [0x0020, 0x007e],
  [0x00a0, 0x024f],
  [0x2010, 0x2044],
  [0x20a0, 0x20c0],
  [0x2190, 0x2193],
  [0x2212, 0x2212],
];
/** What is fetched where it is shown: Greek, Cyrillic, Vietnamese. */
const OTHERS: readonly [number, number][] = [
  [0x0300, 0x03ff],
  [0x0400, 0x052f],
  [0x1e00, 0x1eff],
];

type Part = { name: string; ranges: readonly [number, number][] };
const PARTS: readonly Part[] = [
  { name: "inter-latin.woff2", ranges: LATIN },
  { name: "inter-others.woff2", ranges: OTHERS },
];

/**
 * Leaves the only font that is shown in macaw-ui's style sheet, of the 48 it declares, in
 * the weights that are used, and split so that most browsers fetch a third of it.
 */
export function oneFont(): Plugin {
  let cache = "";
  return {
    name: "one-font",
    enforce: "pre",
    configResolved(config) {
      cache = join(config.root, "node_modules", ".cache", "fonts");
    },
    async transform(code, id) {
      const file = id.split("?")[0] ?? "";
      if (!file.includes("@saleor/macaw-ui") || !file.endsWith(".css")) return null;
      const faces = code.match(FACE) ?? [];
      const used = faces.find((face) => face.includes(USED));
      if (used === undefined) {
        this.error(`macaw-ui declares no font ${USED} any more: name the one it uses instead.`);
      }
      await mkdir(cache, { recursive: true });
      const font = await readFile(join(dirname(file), USED));
      const parts = await Promise.all(PARTS.map((part) => faceOf(part, font, used, cache)));
      return code.replace(FACE, (face) => (face === used ? parts.join("") : ""));
    },
  };
}

async function faceOf(part: Part, font: Buffer, face: string, cache: string): Promise<string> {
  const letters = part.ranges.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)),
  );
  const path = join(cache, part.name);
  const options = {
    targetFormat: "woff2",
    variationAxes: { wght: { min: 400, max: 600 } },
  } as const;
  await writeFile(path, await subsetFont(font, letters.join(""), options));
  const hex = (code: number) => code.toString(16);
  const ranges = part.ranges.map(([first, last]) => `U+${hex(first)}-${hex(last)}`).join(",");
  return face
    .replace(/url\([^)]*\)/, `url(${path})`)
    .replace(/font-weight:[^;}]*/, "font-weight:400 600")
    .replace(/\}$/, `;unicode-range:${ranges}}`);
}
