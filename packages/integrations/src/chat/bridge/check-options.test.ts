import { expect, test } from "vitest";
import { checkBridgeOptions } from "./check-options.ts";
import type { BridgeManifest } from "./manifest.ts";
import { readRetryAfter } from "./retry-after.ts";

const manifest: Pick<BridgeManifest, "id" | "options"> = {
  id: "sample",
  options: {
    url: { type: "url", required: true, description: "Where it is" },
    secret: { type: "secret", description: "What signs" },
    name: { type: "text", description: "A name" },
    region: { type: "choice", choices: ["us", "eu"], description: "Where" },
    quiet: { type: "boolean", description: "Whether" },
  },
};

test.each([
  ["https://x.example", true],
  ["https://x.example:8443/api/v1", true],
  ["http://localhost:5005", true],
  ["http://rasa:5005/", true],
  ["http://x.example", false],
  ["https://user:pass@x.example", false],
  ["https://x.example/?key=1", false],
  ["https://x.example/a\nhost: y", false],
  ["javascript:alert(1)", false],
  ["", false],
  [7, false],
])("the address %j", (url, isFine) => {
  expect(checkBridgeOptions(manifest, { url }).length === 0).toBe(isFine);
});

test("every problem is named", () => {
  const problems = checkBridgeOptions(manifest, { secret: "short", name: "", region: "mars", quiet: "yes", other: 1 });
  expect(problems.map(({ path }) => path)).toEqual(["other", "url", "secret", "name", "region", "quiet"]);
});

test.each([
  [{ "retry-after": "12" }, 12_000],
  [{ "retry-after": "0.5" }, 500],
  [{ "retry-after": "Fri, 20 Nov 2026 12:36:50 GMT" }, 10_000],
  [{ "retry-after": "soon", "x-ratelimit-reset": "1795178205" }, 5_000],
  [{ "x-ratelimit-reset": "30" }, 30_000],
  [{ "retry-after": "999999999" }, 86_400_000],
  [{ "retry-after": "-5" }, undefined],
  [{}, undefined],
])("the wait of %j", (headers, expected) => {
  expect(readRetryAfter(headers as Record<string, string>, 1_795_178_200_000)).toBe(expected);
});
