import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BUILTINS, parseScenario, playScenario } from "@usher/core";
import { describe, expect, test } from "vitest";
import { ROOT } from "./read-sources.ts";

// Golden scenarios: each says what is to happen, and the engine is asked.

const FOLDER = join(ROOT, "scenarios");
const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((file) => file.endsWith(".json")) : [];

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, file), "utf8"));
}

test.each(files)("%s", (file) => {
  const parsed = parseScenario(read(file));
  expect(parsed.ok ? [] : parsed.problems).toEqual([]);
  if (parsed.ok) expect(playScenario(parsed.scenario).differences).toEqual([]);
});

describe("every built-in has a story in which it speaks and one in which it is silent", () => {
  const played = files.flatMap((file) => {
    const json = read(file);
    const parsed = parseScenario(json);
    if (!parsed.ok) return [];
    const used = BUILTINS.filter(({ id }) => JSON.stringify(json).includes(`"builtin":"${id}"`)).map(({ id }) => id);
    return [{ used, speaks: playScenario(parsed.scenario).offers.length > 0 }];
  });

  test.each(BUILTINS.map(({ id }) => id))("%s", (id) => {
    const about = played.filter(({ used }) => used.includes(id));
    expect({
      speaks: about.some(({ speaks }) => speaks),
      silent: about.some(({ speaks }) => !speaks),
    }).toEqual({ speaks: true, silent: true });
  });
});
