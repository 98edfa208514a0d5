import { expect, test } from "vitest";
import { createMemoryStore } from "../adapters/memory-store.ts";
import { createSealer } from "../adapters/sealer.ts";
import { type DeclaredEndpoint, syncDeclaredEndpoints } from "./declared-endpoints.ts";

const URL_A = "https://a.example.com/";
const sealer = createSealer(["x".repeat(43)]);

async function starts(...runs: readonly (readonly DeclaredEndpoint[])[]) {
  const { webhooks, stream } = createMemoryStore();
  for (const [now, declared] of runs.entries()) {
    await syncDeclaredEndpoints(declared, { webhooks, stream, sealer, now });
    await stream.appendSummary({ productId: "demo", sessionId: "s1", at: now, summary: "x", replaces: 1 });
  }
  return webhooks.listEndpoints();
}

test("a declared endpoint keeps its place and its settings over restarts", async () => {
  const declared = [{ productId: "demo", url: URL_A, secret: "one secret" }];
  const [first] = await starts(declared);
  const [later, ...others] = await starts(declared, declared, declared);
  expect(others).toEqual([]);
  expect(later).toMatchObject({ endpointId: first?.endpointId, cursor: 0, createdAt: 0 });
  expect(later?.endpointId).toMatch(/^we_config_\w{20}$/);
});

test("a changed secret replaces the old one; without one the product's own sign", async () => {
  const [changed] = await starts(
    [{ productId: "demo", url: URL_A, secret: "one" }],
    [{ productId: "demo", url: URL_A, secret: "two" }],
  );
  expect(changed?.secrets.map(({ sealed }) => sealer.open(sealed))).toEqual(["two"]);
  const [plain] = await starts([{ productId: "demo", url: URL_A }]);
  expect(plain?.secrets).toEqual([]);
});

test("what is no longer declared goes; what administrators made stays", async () => {
  const { webhooks, stream } = createMemoryStore();
  const dependencies = { webhooks, stream, sealer, now: 0 };
  await syncDeclaredEndpoints([{ productId: "demo", url: URL_A }], dependencies);
  const [declared] = await webhooks.listEndpoints();
  if (declared === undefined) throw new Error("nothing was declared");
  await webhooks.saveEndpoint({ ...declared, endpointId: "we_made" });
  await syncDeclaredEndpoints([], dependencies);
  expect((await webhooks.listEndpoints()).map(({ endpointId }) => endpointId)).toEqual(["we_made"]);
});
