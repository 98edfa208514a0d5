import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { describeProductStore } from "../../ports/product-store.contract.ts";
import { openEmbeddedStore } from "./open-embedded.ts";

const dir = mkdtempSync(join(tmpdir(), "usher-products-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describeProductStore("products in the embedded store", () => openEmbeddedStore({ memory: true }));

test("products outlive the process", async () => {
  const product = { productId: "acme", contactEmail: null, origins: [], webhookSecrets: [], createdAt: 1_000 };
  const first = await openEmbeddedStore({ dir });
  await first.products.createProduct(product, []);
  await first.close();
  const second = await openEmbeddedStore({ dir });
  expect(await second.products.listProducts()).toEqual([product]);
  await second.close();
});
