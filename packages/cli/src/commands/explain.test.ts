import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runCliIn } from "../run-cli.ts";
import { recordingContext } from "../testing/recording-context.ts";

const project = mkdtempSync(join(tmpdir(), "usher-explain-"));
afterAll(() => rmSync(project, { recursive: true }));

test("a trigger that does not exist is refused, and the known ones are named", async () => {
  writeFileSync(
    join(project, "usher.config.ts"),
    `
import { countWithin, defineGoldenPath, defineTrigger, discovered } from "@usher/core";
import { defineConfig } from "@usher/server";
const howTo = defineGoldenPath({
  id: "help", title: "Help", page: ["/projects"], goal: "Done.",
  steps: [{ id: "one", title: "One", description: "Click **One**.", target: { selectors: ["#one"] } }],
});
const trigger = (id) => defineTrigger({
  id, page: "/projects", howTo, offer: { body: "Help?" },
  when: countWithin({ label: "save", atLeast: 3, withinS: 120 }), until: discovered({ label: "apply" }),
});
export default defineConfig({
  products: [{
    id: "example", publishableKeys: ["pk_example"], origins: ["https://app.example.com"],
    triggers: [trigger("saves"), trigger("second")],
  }],
});`,
  );
  const context = recordingContext({ cwd: project });
  expect(await runCliIn(context, ["explain", "--user", "ada", "--trigger", "nope"])).toBe(1);
  expect(context.printed).toEqual([]);
  expect(context.errors.join("\n")).toContain("--trigger nope");
  expect(context.errors.join("\n")).toContain("saves, second");
});
