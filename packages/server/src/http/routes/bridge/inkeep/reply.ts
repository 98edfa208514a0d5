import { isOpen, type Offer, type OfferOption } from "@usher/core";
import type { Hono } from "hono";
import * as z from "zod";
import { isForPage, SEEN_BY_GUIDANCE } from "../../../../bridges/tour-player.ts";
import { offerToWire } from "../../../../engine/offer-to-wire.ts";
import { authoriseBridge } from "../../../authorise-bridge.ts";
import type { HttpDependencies, HttpEnv } from "../../../dependencies.ts";
import { HttpProblem } from "../../../problem.ts";
import { parseBody, readJson } from "../../../read-json.ts";
import { guidanceStart } from "./guidance.ts";
import { namedSession } from "./named-session.ts";

/** `POST /bridge/inkeep/inkeep/reply` */
export interface InkeepReply {
  readonly session_id: string;
  /** Left out: the session's offer, whichever it is. */
  readonly offer_id?: string | null | undefined;
  /** What the user chose. Default: the guide, when the offer leads to one. */
  readonly option?: "tour" | "chat" | undefined;
}

export const inkeepReply: z.ZodType<InkeepReply> = z.object({
  session_id: z.string().min(1).max(256),
  offer_id: z.string().min(1).max(300).nullish(),
  option: z.enum(["tour", "chat"]).optional(),
});

/**
 * The user accepted. An id that does not fit changes nothing, a repeated reply gets the same answer, and only the choice
 * of the guide starts the guide.
 */
export function inkeepReplyRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { engine, clock } = dependencies;

  app.post("/bridge/inkeep/inkeep/reply", async (context) => {
    const caller = await authoriseBridge(context, dependencies, { scope: "events:write" });
    const body = parseBody(inkeepReply, await readJson(context.req.raw));
    const { productId, sessionId, snapshot } = await namedSession(caller, dependencies, body.session_id);
    const offer = answerable(snapshot.offer, body.offer_id ?? undefined);
    const chosen = choose(offer, body.option ?? "tour");
    const { answer } = await engine.apply(productId, sessionId, {
      type: "outcome",
      offerId: offer.id,
      report: "accepted",
      option: chosen.id,
      tabId: SEEN_BY_GUIDANCE,
    });
    if (answer?.type !== "ok") {
      throw new HttpProblem("offer_not_open", "The offer has ended in a way that contradicts this reply.");
    }
    if (chosen.kind === "chat") return context.json({ accepted: true, guidance: null });
    if (!isTaken(offer)) {
      const { tourId } = chosen;
      const runId = guidanceRunId(offer.id);
      const unclaimed = isForPage({ tourId, offer });
      await engine.apply(productId, sessionId, { type: "tour-started", tourId, runId, offerId: offer.id, unclaimed });
    }
    const guidance = guidanceStart(offerToWire(offer), caller.product, clock.now());
    return context.json({ accepted: true, guidance });
  });
}

/** The run of a guide that a page plays by itself, from what the stream says. */
export function guidanceRunId(offerId: string): string {
  return `guidance.${offerId}`;
}

/** The session's offer as long as it can be said yes to: an answer that comes late or twice still is one. */
function answerable(offer: Offer | null, wantedId: string | undefined): Offer {
  if (offer !== null && (isOpen(offer) || offer.status === "expired" || isTaken(offer))) {
    if (wantedId === undefined || wantedId === offer.id) return offer;
    if (isOpen(offer)) throw new HttpProblem("offer_not_open", "Offer ID does not match");
  }
  throw new HttpProblem("offer_unknown", "No pending offer for this session");
}

function isTaken({ status }: Offer): boolean {
  return status === "accepted" || status === "completed";
}

function choose({ options }: Offer, wanted: OfferOption["kind"]): OfferOption {
  const chosen = options.find(({ kind }) => kind === wanted) ?? options[0];
  if (chosen === undefined) throw new HttpProblem("offer_not_open", "The offer has nothing to choose.");
  return chosen;
}
