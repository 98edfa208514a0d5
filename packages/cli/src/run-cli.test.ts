import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsherError } from "@usher/core";
import { afterAll, expect, test, vi } from "vitest";
import { runCliIn } from "./run-cli.ts";
import { type RecordingContext, recordingContext } from "./testing/recording-context.ts";

const project = mkdtempSync(join(tmpdir(), "usher-cli-"));
afterAll(() => rmSync(project, { recursive: true }));
writeFileSync(
  join(project, "usher.config.ts"),
  `import { defineConfig } from "@usher/server";
   const keys: string[] = ["pk_example"];
   export default defineConfig({
     products: [{ id: "example", publishableKeys: keys, origins: ["self"], triggers: [] }],
     server: { port: 4001 },
     dataDir: "from-file",
   });`,
);

/** Waits until the server has been announced. */
const ready = (context: RecordingContext) => vi.waitFor(() => expect(context.printed).not.toEqual([]), 5_000);

test("serve finds ./usher.config.ts, says where it listens and stops on request", async () => {
  const context = recordingContext({ cwd: project });
  const code = runCliIn(context, ["serve"]);
  await ready(context);
  expect(context.calls).toEqual(["start 127.0.0.1:4001 from-file"]);
  expect(context.printed).toEqual(["ready http://127.0.0.1:4001"]);
  context.requestStop();
  expect(await code).toBe(0);
  expect(context.calls.at(-1)).toBe("stop");
});

test("flags win over the environment, the environment over the file", async () => {
  const environment = { USHER_PORT: "4002", USHER_DATA_DIR: "from-environment" };
  const context = recordingContext({ cwd: project, environment });
  const code = runCliIn(context, ["serve", "--port", "4003", "--host", "0.0.0.0"]);
  await ready(context);
  expect(context.calls).toEqual(["start 0.0.0.0:4003 from-environment"]);
  context.requestStop();
  await code;
});

test("one Ctrl-C that arrives twice drains; a later second one ends the process", async () => {
  let finish = (): void => {};
  const stop = () => new Promise<void>((resolve) => (finish = resolve));
  const context = recordingContext({ cwd: project, server: { stop } });
  const code = runCliIn(context, ["serve"]);
  await ready(context);
  context.requestStop();
  context.requestStop();
  expect(context.calls).not.toContain("exit 130");
  await new Promise((resolve) => setTimeout(resolve, 550));
  context.requestStop();
  expect(context.calls).toContain("exit 130");
  finish();
  expect(await code).toBe(0);
});

test.each([
  ["port_in_use", "--port 8788"],
  ["data_dir_locked", "--data-dir"],
])("%s ends with the fix and without a stack", async (code, fix) => {
  const start = () => Promise.reject(new UsherError(code, "It is taken."));
  const context = recordingContext({ cwd: project, server: { start } });
  expect(await runCliIn(context, ["serve"])).toBe(1);
  expect(context.errors.join("\n")).toContain("It is taken.");
  expect(context.errors.join("\n")).toContain(fix);
  expect(context.errors.join("\n")).not.toContain("    at ");
});

test("every problem of a configuration is named at once", async () => {
  const context = recordingContext({ cwd: project, environment: { USHER_PORT: "ninety", USHER_LOG_LEVEL: "loud" } });
  expect(await runCliIn(context, ["serve"])).toBe(1);
  const text = context.errors.join("\n");
  expect(text.match(/USHER_PORT/g)).toHaveLength(1);
  expect(text).toContain("logLevel");
});

test("serve needs no config file; without a product it says how to make one", async () => {
  const context = recordingContext({ cwd: tmpdir() });
  const code = runCliIn(context, ["serve", "--port", "4009", "--data-dir", "my data"]);
  await ready(context);
  expect(context.calls).toEqual(["start 127.0.0.1:4009 my data"]);
  await vi.waitFor(() => expect(context.printed).toHaveLength(2), 5_000);
  expect(context.printed[0]).toBe("ready http://127.0.0.1:4009");
  expect(context.printed[1]).toContain(
    "usher product create my-app --origin http://localhost:3000 --data-dir 'my data'",
  );
  expect(context.printed[1]).toContain(join(tmpdir(), "my data"));
  context.requestStop();
  expect(await code).toBe(0);
});

test("a config file that is missing or broken is named", async () => {
  const context = recordingContext({ cwd: project });
  expect(await runCliIn(context, ["serve", "--config", "other.ts"])).toBe(1);
  expect(context.errors.join()).toContain(join(project, "other.ts"));
  writeFileSync(join(project, "broken.config.ts"), "export default {");
  expect(await runCliIn(context, ["serve", "--config", "broken.config.ts"])).toBe(1);
  expect(context.errors.join()).toContain("broken.config.ts could not be loaded");
});

test("a port that is none is refused before anything starts", async () => {
  const context = recordingContext({ cwd: project });
  expect(await runCliIn(context, ["serve", "--port", "70000"])).toBe(1);
  expect(context.errors.join()).toContain("from 0 to 65535");
  expect(context.calls).toEqual([]);
});

test.each(["serve", "demo"])("%s --help shows examples and succeeds", async (command) => {
  const context = recordingContext();
  expect(await runCliIn(context, [command, "--help"])).toBe(0);
  expect(context.printed.join("\n")).toContain(`usher ${command} --port 9000`);
});

test("an unknown command fails and says so", async () => {
  const context = recordingContext();
  expect(await runCliIn(context, ["sing"])).toBe(1);
  expect(context.errors.join()).toContain("unknown command 'sing'");
});
