import { loadConfig } from "@usher/server";
import { expect, test } from "vitest";
import { checkBridges } from "./check-bridges.ts";

type Bridges = Readonly<Record<string, Readonly<Record<string, string>>>>;

const crisp = { websiteId: "42286ab3", identifier: "identifier-0123", key: "key-0123456789" };

function found(bridges: Bridges, publicUrl = "https://usher.example.com") {
  const products = [{ id: "acme", publishableKeys: ["pk_test_acme"], origins: ["https://app.example.com"], bridges }];
  const config = loadConfig({
    file: { products: products.map((product) => ({ ...product, triggers: [] })) },
    environment: publicUrl === "" ? {} : { USHER_PUBLIC_URL: publicUrl },
    flags: {},
  });
  return checkBridges(config).map(({ result, detail, fix = "" }) => `${result} ${detail} ${fix}`.trim());
}

test("a bridge in order is told the address its vendor needs", () => {
  expect(found({ crisp: { ...crisp, hookSecret: "hook-secret-0123" } })).toEqual([
    "ok acme: give crisp https://usher.example.com/bridge/crisp/webhook/acme",
  ]);
  const dify = { apiKey: "app-0123456789", knowledgeKey: "knowledge-key-0123" };
  expect(found({ dify })).toEqual(["ok acme: give dify https://usher.example.com/bridge/dify/acme"]);
  expect(found({})).toEqual([]);
});

test.each<[string, Bridges, string]>([
  ["hooks that nobody can believe", { crisp }, "set hookSecret"],
  ["an agent who is not known", { landbot: { token: "token-0123", hookToken: "hook-token-0123" } }, "set agentId"],
  ["Tidio's webhook", { tidio: {} }, "set webhookSecret"],
  ["a server that may not ask", { "openai-compatible": {} }, "set apiKey"],
  ["Rasa without a token", { rasa: { url: "https://rasa.example.com" } }, "set token"],
])("%s is told with its fix", (_, bridges, fix) => {
  expect(found(bridges).filter((line) => line.startsWith("warn"))).toEqual([expect.stringContaining(fix)]);
});

test("several bridges: the page has to say which", () => {
  const both = { crisp: { ...crisp, hookSecret: "hook-secret-0123" }, tidio: { webhookSecret: "hook-secret-0123" } };
  expect(found(both).at(-1)).toContain('serverChat({ bridge: "crisp" })');
});

test("without a public address no vendor reaches the server", () => {
  expect(found({ tidio: { webhookSecret: "hook-secret-0123" } }, "")).toEqual([
    expect.stringContaining("USHER_PUBLIC_URL"),
  ]);
});
