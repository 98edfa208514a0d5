import { DAY_MS } from "@usher/core";
import type { Product } from "../../../products/product.ts";
import type { HttpDependencies } from "../../dependencies.ts";
import { readLimit } from "./read-limit.ts";
import { activityToWire } from "./wire-actions.ts";

/** Actions of one user that are told at most, and how far back. */
const MAX_ACTIONS = 50;
const LOOK_BACK_MS: number = DAY_MS;

export interface LiveActivity {
  readonly product_id: string;
  readonly user_id: string;
  readonly count: number;
  /** Epoch seconds. */
  readonly as_of: number;
  /** Oldest first. */
  readonly actions: readonly Readonly<Record<string, unknown>>[];
}

/** What a user did in the last day, over all of their sessions. */
export async function liveActivity(
  { store, clock }: Pick<HttpDependencies, "store" | "clock">,
  product: Product,
  userId: string,
  limit: string | undefined,
): Promise<LiveActivity> {
  const now = clock.now();
  const most = readLimit(limit, MAX_ACTIONS);
  const found = await store.activity.userActions(product.id, userId, now - LOOK_BACK_MS, most);
  const actions = activityToWire(found);
  return { product_id: product.id, user_id: userId, count: actions.length, as_of: now / 1_000, actions };
}
