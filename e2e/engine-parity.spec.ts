import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { bundleParity } from "./parity/bundle-parity.ts";
import { parityHash } from "./parity/parity-hash.ts";
import { launchChromium } from "./support/chromium.ts";

/** One engine everywhere: the same histories give the same bytes in every runtime. */
const HISTORIES = 10_000;

let expected: ReturnType<typeof parityHash>;
beforeAll(() => {
  expected = parityHash(HISTORIES);
});

test("the histories are worth comparing", () => {
  expect(expected.offers).toBeGreaterThan(HISTORIES / 10);
  expect(parityHash(50).hash).not.toBe(parityHash(51).hash);
});

test("the build that the server runs decides as the sources do", async () => {
  const folder = mkdtempSync(join(tmpdir(), "usher-parity-"));
  try {
    const file = join(folder, "parity.mjs");
    writeFileSync(file, await bundleParity("build", "es"));
    const script = `import { parityHash } from ${JSON.stringify(pathToFileURL(file).href)};
      process.stdout.write(JSON.stringify(parityHash(${HISTORIES})));`;
    const said = execFileSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" });
    expect(JSON.parse(said)).toEqual(expected);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("Chromium decides as Node does", async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: await bundleParity("sources", "iife") });
    const said = await page.evaluate(`parity.parityHash(${HISTORIES})`);
    expect(said).toEqual(expected);
  } finally {
    await browser.close();
  }
});
