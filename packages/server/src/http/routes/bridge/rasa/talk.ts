import type { Offer } from "@usher/core";
import type { SessionRecord } from "../../../../ports/store.ts";
import type { BridgeCaller } from "../../../authorise-bridge.ts";
import type { HttpContext, HttpDependencies } from "../../../dependencies.ts";
import { HttpProblem } from "../../../problem.ts";
import { BRIDGE, checkSender } from "./rasa-request.ts";

type Needed = Pick<HttpDependencies, "bridges" | "offerTalk">;

/** From now on the session's messages go to this conversation. Throws HttpProblem `link_conflict`. */
export async function connectSender(
  caller: BridgeCaller,
  session: SessionRecord,
  senderId: string,
  { bridges }: Pick<Needed, "bridges">,
): Promise<void> {
  checkSender(caller, senderId);
  if ((await bridges.connect(session, BRIDGE, senderId)) === "connected") return;
  throw new HttpProblem("link_conflict", "This conversation belongs to another visitor.");
}

/** Asks the offer's question in the session's conversation; its steps follow by themselves. Throws HttpProblem. */
export async function beginTalk(
  context: HttpContext,
  { product }: BridgeCaller,
  session: SessionRecord,
  offer: Offer,
  { offerTalk }: Needed,
): Promise<void> {
  const { signal } = context.req.raw;
  const result = await offerTalk.begin({ product, session, offer, bridgeId: BRIDGE, signal });
  if (result.ok) return;
  // What to do about it is in the log and the ledger, for the operator; the page learns only that it did not work.
  if (result.code === "no_widget" || result.code === "queue_full")
    throw new HttpProblem("bridge_timeout", result.detail);
  throw new HttpProblem("bridge_failed", `rasa trigger_intent failed: ${result.code}`);
}
