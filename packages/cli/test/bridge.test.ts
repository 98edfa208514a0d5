import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rasaFiles } from "../src/bridge/write-rasa-files.ts";
import { runCliIn } from "../src/run-cli.ts";
import { type RecordingContext, recordingContext } from "../src/testing/recording-context.ts";
import { parseSimpleYaml } from "./support/parse-simple-yaml.ts";

let folder: string;
let context: RecordingContext;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "usher-rasa-"));
  context = recordingContext({ cwd: folder });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const init = (...more: readonly string[]) => runCliIn(context, ["bridge", "rasa", "init", ...more]);
const read = (file: string): string => readFileSync(join(folder, "rasa-bot", file), "utf8");
// biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect of it.
const yaml = (file: string): any => parseSimpleYaml(read(file));

test("writes everything a bot needs, and says what comes next", async () => {
  expect(await init()).toBe(0);
  expect(rasaFiles()).toEqual([
    ".env.example",
    "README.md",
    "actions/__init__.py",
    "actions/actions.py",
    "config.yml",
    "credentials.yml",
    "data/nlu.yml",
    "data/rules.yml",
    "docker-compose.yml",
    "domain.yml",
    "endpoints.yml",
  ]);
  for (const file of rasaFiles()) expect(() => read(file)).not.toThrow();
  expect(context.printed.join("\n")).toContain("docker compose run --rm --no-deps rasa train");
});

test("never overwrites, unless it is told to; what is refused writes nothing", async () => {
  expect(await init("--dir", "bot")).toBe(0);
  const own = join(folder, "bot", "domain.yml");
  writeFileSync(own, "mine");
  rmSync(join(folder, "bot", "README.md"));
  expect(await init("--dir", "bot")).toBe(1);
  expect(context.errors.join("\n")).toContain("domain.yml");
  expect(readFileSync(own, "utf8")).toBe("mine");
  expect(() => readFileSync(join(folder, "bot", "README.md"))).toThrow();
  expect(await init("--dir", "bot", "--force")).toBe(0);
  expect(readFileSync(own, "utf8")).toContain("EXTERNAL_proactive");
});

describe("the files fit each other, as Rasa 3.6 wants them", () => {
  beforeEach(() => init());

  test("every file is YAML that cannot be misread", () => {
    for (const file of rasaFiles().filter((each) => each.endsWith(".yml")))
      expect(yaml(file), file).toBeTypeOf("object");
  });

  test("what Usher triggers is an intent with an entity, a slot, a rule and an action", () => {
    const domain = yaml("domain.yml");
    expect(domain.intents).toContain("EXTERNAL_proactive");
    expect(domain.entities).toEqual(["proactive_text"]);
    expect(domain.slots.proactive_text).toEqual({
      type: "text",
      influence_conversation: false,
      mappings: [{ type: "from_entity", entity: "proactive_text" }],
    });
    expect(yaml("data/rules.yml").rules).toContainEqual({
      rule: "Proactive message pushed by Usher",
      steps: [{ intent: "EXTERNAL_proactive" }, { action: "action_send_proactive" }],
    });
  });

  test("every intent and action that is used is in the domain, and every action has a class", () => {
    const domain = yaml("domain.yml");
    const steps = yaml("data/rules.yml").rules.flatMap(({ steps }: { steps: object[] }) => steps);
    const used = (kind: string) => steps.flatMap((step: Record<string, string>) => step[kind] ?? []);
    for (const intent of used("intent")) expect(domain.intents).toContain(intent);
    for (const action of used("action")) expect(domain.actions).toContain(action);
    for (const action of domain.actions) expect(read("actions/actions.py")).toContain(`return "${action}"`);
    const examples = yaml("data/nlu.yml").nlu as { intent: string; examples: string }[];
    expect(examples.map(({ intent }) => intent).sort()).toEqual(["EXTERNAL_proactive", "ask"]);
    for (const { examples: text } of examples) {
      for (const line of text.trim().split("\n")) expect(line).toMatch(/^- \S/);
    }
  });

  test("nothing greets, and turns without words are answered by nobody", () => {
    expect(read("domain.yml") + read("data/nlu.yml") + read("data/rules.yml")).not.toMatch(/\bgreet\b/);
    expect(read("actions/actions.py")).toMatch(/if not query/);
  });

  test("the socket keeps its session and hands the user's id over; the API asks for its token; nothing is open to all", () => {
    expect(yaml("credentials.yml").socketio).toEqual({
      user_message_evt: "user_uttered",
      bot_message_evt: "bot_uttered",
      session_persistence: true,
      metadata_key: "customData",
    });
    const { rasa, ...others } = yaml("docker-compose.yml").services;
    expect(rasa.image).toMatch(/^rasa\/rasa:3\.6\./);
    expect(rasa.command).toEqual(expect.arrayContaining(["run", "--enable-api", "--auth-token"]));
    expect(rasa.ports).toEqual(["127.0.0.1:5005:5005"]);
    const host = new URL(yaml("endpoints.yml").action_endpoint.url).hostname;
    expect(Object.keys(others)).toEqual([host]);
    expect(read("docker-compose.yml")).not.toContain("*");
  });

  test("no secret is in a file, and the page's half is shown", () => {
    expect(read(".env.example")).toMatch(/^USHER_SECRET_KEY=$/m);
    expect(read(".env.example")).toMatch(/^RASA_TOKEN=$/m);
    expect(read("README.md")).toContain("@usher/browser/bridges/rasa");
  });
});
