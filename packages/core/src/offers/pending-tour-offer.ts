import { asObject } from "../json-object.ts";

/** A tour that was offered in words and waits for the user's yes, kept in a key-value store between two messages. */
export interface PendingTourOffer {
  /** Id in the tour player; null means the product's default tour. */
  readonly flowId: string | null;
}

/** The text to store. */
export function pendingOfferToJson(offer: PendingTourOffer): string {
  return JSON.stringify({ flow_id: (offer.flowId ?? "").trim() });
}

/**
 * The tour a stored text stands for. Anything that names none — nothing stored, the older marker `1`, text that is
 * not JSON — means the default; empty when there is no default either.
 */
export function resolvePendingValue(stored: string | null, defaultFlowId: string | null): string {
  return storedFlowId(stored) || (defaultFlowId ?? "").trim();
}

function storedFlowId(stored: string | null): string {
  if (typeof stored !== "string") return "";
  try {
    const flowId = asObject(JSON.parse(stored))?.flow_id;
    return typeof flowId === "string" ? flowId.trim() : "";
  } catch {
    return "";
  }
}
