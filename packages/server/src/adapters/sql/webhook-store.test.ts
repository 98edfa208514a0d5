import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { describeWebhookStore } from "../../ports/webhook-store.contract.ts";
import { openEmbeddedStore } from "./open-embedded.ts";

const dir = mkdtempSync(join(tmpdir(), "usher-webhooks-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describeWebhookStore("webhooks in the embedded store", () => openEmbeddedStore({ memory: true }));

test("endpoints outlive the process", async () => {
  const endpoint = {
    productId: "acme",
    endpointId: "we_1",
    url: "https://hooks.example.com/",
    secrets: [{ sealed: "x", expiresAt: null }],
    cursor: 3,
    status: "enabled",
    disabledReason: null,
    failingSince: null,
    lastSuccessAt: null,
    createdAt: 1_000,
  } as const;
  const first = await openEmbeddedStore({ dir });
  await first.webhooks.saveEndpoint(endpoint);
  await first.close();
  const second = await openEmbeddedStore({ dir });
  expect(await second.webhooks.listEndpoints()).toEqual([endpoint]);
  await second.close();
});
