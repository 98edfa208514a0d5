import { readdirSync, readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { CHAT_BRIDGES, checkBridgeOptions, findChatBridge } from "./index.ts";

const folder = new URL(".", import.meta.url);
const files = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts"))
  .map(({ name }) => name.slice(0, -".ts".length))
  .filter((name) => name !== "index");
const ids = CHAT_BRIDGES.map(({ manifest }) => manifest.id);

test("every file is a registered bridge of the same name", () => {
  expect([...ids].sort()).toEqual([...files].sort());
});

test("every bridge proves the contract", () => {
  for (const id of ids) {
    expect(readFileSync(new URL(`${id}.test.ts`, folder), "utf8"), id).toContain("describeBridge(");
  }
});

test("every bridge has its row and its section in the documentation, with every option", () => {
  const page = readFileSync(new URL("../../../../docs/bridges.md", folder), "utf8");
  for (const { manifest } of CHAT_BRIDGES) {
    const section = page.split(/^## /m).find((each) => each.startsWith(`${manifest.id}\n`));
    expect(section, `docs/bridges.md has no section ${manifest.id}`).toBeDefined();
    expect(page).toContain(`| [${manifest.title}](#${manifest.id}) |`);
    for (const option of Object.keys(manifest.options)) expect(section).toContain(`\`${option}\``);
  }
});

test.each(["ada", "botpress", "crisp", "dify", "landbot", "openai-compatible", "tidio", "zendesk"])(
  "the page about %s configures it as it is checked, and names the address its vendor needs",
  (id) => {
    const page = readFileSync(new URL(`../../../../docs/bridges/${id}.md`, folder), "utf8");
    const [, block = ""] = /\/\/ usher\.config\.ts, in the product\n(.*?)\n```/s.exec(page) ?? [];
    const process = { env: new Proxy({}, { get: () => "whsec_0123456789" }) };
    const { bridges } = runInNewContext(`({${block.replace(/<\w+>/g, "acme")}\n})`, { process });
    expect(Object.keys(bridges)).toEqual([id]);
    const manifest = findChatBridge(id)?.manifest;
    expect(manifest && checkBridgeOptions(manifest, { ...bridges[id] })).toEqual([]);
    expect(page).toMatch(/https:\/\/<usher>\/bridge\/[a-z-]+\/(webhook\/)?<product_id>/);
  },
);

test("a bridge is found by its id", () => {
  expect(findChatBridge("rasa")?.manifest.title).toBe("Rasa");
  expect(findChatBridge("constructor")).toBeUndefined();
});
