import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./read-sources.ts";

const PAGE = "docs/acceptance.md";
const STORIES = "e2e/stories/";
const SCENARIOS = [..."ABCDEFG"].map((letter) => `S-000-${letter}`).concat([..."ABCDEFGHIJ"].map((l) => `S-001-${l}`));

interface Row {
  readonly scenario: string;
  readonly chats: readonly string[];
  readonly file: string;
  readonly title: string;
}

/** Rows of the table: scenario, chats, test file, the test's title. */
const rows: readonly Row[] = Array.from(
  readFileSync(join(ROOT, PAGE), "utf8").matchAll(/^\| (S-\d{3}-[A-Z]) \| (.+?) \| \[(\S+)\]\(\S+\) \| (.+?) \|$/gm),
  ([, scenario = "", chats = "", file = "", title = ""]) => ({ scenario, chats: chats.split(", "), file, title }),
);

test("every scenario is covered with Usher's own chat", () => {
  const covered = new Set(rows.filter(({ chats }) => chats.includes("own")).map(({ scenario }) => scenario));
  expect(SCENARIOS.filter((scenario) => !covered.has(scenario))).toEqual([]);
});

test("every test that is named exists under that name", () => {
  const missing = rows.filter(({ file, title }) => {
    const path = join(ROOT, file);
    return !existsSync(path) || !readFileSync(path, "utf8").includes(`"${title}"`);
  });
  expect(missing).toEqual([]);
});

test("every scene of a story is played with the chats that its row says", () => {
  const told = rows.filter(({ file }) => file.startsWith(STORIES));
  expect(told).not.toEqual([]);
  for (const { file, title, chats } of told) {
    const [, afterTitle = ""] = readFileSync(join(ROOT, file), "utf8").split(`"${title}",`);
    const [, only] = /^\s*chats: \[(.*)\]/.exec(afterTitle) ?? [];
    const played = only === undefined ? ["own", "rasa", "inkeep"] : only.replaceAll('"', "").split(", ");
    expect(chats, title).toEqual(played);
    for (const chat of chats) {
      const spec = readFileSync(join(ROOT, `e2e/${chat}-stories.spec.ts`), "utf8");
      expect(spec, `${chat} tells ${file}`).toContain(`"./stories/${file.slice(STORIES.length)}"`);
    }
  }
});

test("every test that names a scenario is in the table", () => {
  const files = new Set(rows.map(({ file }) => file));
  const named = [...files].flatMap((file) =>
    Array.from(readFileSync(join(ROOT, file), "utf8").matchAll(/"(S-\d{3}-[A-Z]: [^"]+)"/g), ([, title]) => title),
  );
  const listed = new Set(rows.map(({ title }) => title));
  expect(named.filter((title) => title !== undefined && !listed.has(title))).toEqual([]);
});
