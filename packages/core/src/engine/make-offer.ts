import { SECOND_MS } from "../ids.ts";
import type { Offer, OfferOption } from "../offers/offer.ts";
import type { ConditionResult } from "../triggers/condition.ts";
import type { Trigger } from "../triggers/trigger.ts";
import { type Draft, happen, patchSession, publish, saveOffer } from "./draft.ts";

/** The proposal passed the gate: it becomes the session's offer. Undefined when the session's state refuses it after all. */
export function makeOffer(draft: Draft, trigger: Trigger, result: ConditionResult): Offer | undefined {
  if (!happen(draft, { type: "offer_made" })) return undefined;
  const number = draft.session.offerCount + 1;
  const offer: Offer = {
    id: `${draft.session.sessionId}.${number}`,
    triggerId: trigger.id,
    sessionId: draft.session.sessionId,
    body: trigger.offer.body,
    options: optionsOf(trigger),
    page: trigger.page,
    reason: inWords(result),
    status: "pending",
    createdAt: draft.now,
    expiresAt: draft.now + draft.rules.policy.offerTtlS * SECOND_MS,
  };
  patchSession(draft, { offerCount: number });
  saveOffer(draft, offer);
  const { id: offerId, sessionId, expiresAt } = offer;
  draft.attention = { ...draft.attention, open: { offerId, sessionId, expiresAt } };
  publish(draft, { event: "offer", offer });
  return offer;
}

function optionsOf(trigger: Trigger): readonly OfferOption[] {
  const { tourLabel = "Show me", chatLabel = "Open chat" } = trigger.offer;
  const options: OfferOption[] = [];
  if (tourLabel !== null) options.push({ id: "tour", kind: "tour", label: tourLabel, tourId: trigger.howTo.id });
  if (chatLabel !== null) options.push({ id: "chat", kind: "chat", label: chatLabel });
  return options;
}

/** The conditions that made it fire, with what was measured. */
function inWords(result: ConditionResult): string {
  if (result.children !== undefined && result.children.length > 0) {
    return result.children.map(inWords).join("; ");
  }
  return result.value === undefined ? result.condition : `${result.condition} (${result.value})`;
}
