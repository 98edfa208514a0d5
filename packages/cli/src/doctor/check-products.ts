import { DAY_MS, type ProductWire } from "@usher/core";
import type { ProductDesk } from "@usher/server";
import { type Finding, fail, ok, warn } from "./finding.ts";

/** A key that ends so soon should have its successor by now. */
const ENDS_SOON_MS: number = 7 * DAY_MS;

/** Keys and origins of the products that a running server has, those of its configuration included. */
export async function checkProducts(desk: ProductDesk, isPublic: boolean, now: number): Promise<readonly Finding[]> {
  let products: readonly ProductWire[];
  try {
    products = await desk.list();
  } catch (error) {
    const detail = `the server did not say which products it has: ${error instanceof Error ? error.message : error}`;
    return [fail("keys", detail, "look into the server's log; start it again")];
  }
  if (products.length === 0) return [warn("keys", "there is no product yet", "make one: usher product create <id>")];
  const findings = products.flatMap((product) => [...keysOf(product, now), ...originsOf(product, isPublic)]);
  if (findings.length > 0) return findings;
  const names = products.map(({ product_id }) => product_id).join(", ");
  return [ok("keys", `${products.length === 1 ? "1 product" : `${products.length} products`} with keys: ${names}`)];
}

function keysOf({ product_id: id, keys, configured }: ProductWire, now: number): readonly Finding[] {
  const live = keys.filter(({ in_force }) => in_force);
  const findings: Finding[] = [];
  // Keys of the configuration are not listed by the server: only what was registered can be judged.
  if (!configured) {
    for (const kind of ["publishable", "secret"] as const) {
      if (live.some((key) => key.kind === kind)) continue;
      findings.push(warn("keys", `${id} has no ${kind} key in force`, `usher product rotate ${id} --key ${kind}`));
    }
  }
  for (const { kind, last_four, expires_at } of live) {
    const hasSuccessor = live.some((key) => key.kind === kind && key.expires_at === null);
    if (expires_at === null || hasSuccessor || expires_at - now > ENDS_SOON_MS) continue;
    const end = new Date(expires_at).toISOString();
    findings.push(warn("keys", `${id}: the ${kind} key …${last_four} ends ${end}`, `usher product rotate ${id}`));
  }
  return findings;
}

function originsOf({ product_id: id, origins, configured }: ProductWire, isPublic: boolean): readonly Finding[] {
  if (configured || !isPublic || origins.length > 0) return [];
  const fix = `usher product change ${id} --origin https://app.example.com`;
  return [warn("origins", `${id}: only pages on localhost may use its key`, fix)];
}
