import { asObject, type JsonObject } from "../json-object.ts";
import { matchQuickReplyLabel } from "./quick-reply-match.ts";

/** A chip under an offer, as a product configured it in either generation of field names. */
export interface QuickReplyChip {
  readonly id: string;
  readonly label: string;
  /** Choosing the chip starts a tour. */
  readonly userTourExists: boolean;
  /** Id of that tour in the tour player; null means the product's default. */
  readonly userTourId: string | null;
}

const DEFAULT_TOUR_OFFER_BODY = "Would you like me to show you?";

/**
 * The chips of a product's configuration: those of all triggers in `proactive_intercom`, in order. The older form,
 * one object with `messages` whose rows say `offers_tour` and `flow_id`, is read too; where a row has both, the new
 * names win. Rows without a label are skipped. Null when no chip is left.
 */
export function parseProactiveIntercomMessages(integrationConfig: unknown): readonly QuickReplyChip[] | null {
  const configured = asObject(integrationConfig)?.proactive_intercom;
  const triggers = Array.isArray(configured) ? configured : [configured];
  const takenIds = new Set<string>();
  const chips = triggers.flatMap((trigger, triggerIndex) => {
    const rows = asObject(trigger)?.messages;
    if (!Array.isArray(rows)) return [];
    return rows.flatMap((row, index) => readChip(asObject(row), triggerIndex, index, takenIds) ?? []);
  });
  return chips.length === 0 ? null : chips;
}

/** What the chips say, in order; null when there are none. */
export function quickReplyLabelsFromMessagesConfig(chips: readonly QuickReplyChip[] | null): readonly string[] | null {
  return chips?.map((chip) => chip.label) ?? null;
}

/** The first chip whose label the user's message repeats. */
export function matchMessageRowByInboundText(
  chips: readonly QuickReplyChip[] | null,
  message: string | null,
): QuickReplyChip | null {
  const labels = quickReplyLabelsFromMessagesConfig(chips) ?? [];
  return chips?.[matchQuickReplyLabel(message, labels) ?? -1] ?? null;
}

/** The tour a chip starts: its own, else the product's default; null when it starts none or none is known. */
export function effectiveTourFlowIdForRow(chip: QuickReplyChip, defaultFlowId: string | null = null): string | null {
  if (!chip.userTourExists) return null;
  return chip.userTourId ?? (defaultFlowId?.trim() || null);
}

/** The tour to start because the user's message repeats a chip; null when none should start. */
export function resolveTourOfferForInbound(
  integrationConfig: unknown,
  message: string | null,
  defaultFlowId: string | null = null,
): string | null {
  const chip = matchMessageRowByInboundText(parseProactiveIntercomMessages(integrationConfig), message);
  return chip && effectiveTourFlowIdForRow(chip, defaultFlowId);
}

/** The question that offers a tour, `tour_offer_body` in the configuration. */
export function tourOfferQuickReplyBody(integrationConfig: unknown): string {
  const body = asObject(integrationConfig)?.tour_offer_body;
  return (typeof body === "string" && body.trim()) || DEFAULT_TOUR_OFFER_BODY;
}

function readChip(
  row: JsonObject | null,
  triggerIndex: number,
  index: number,
  takenIds: Set<string>,
): QuickReplyChip | null {
  const label = text(row?.label);
  if (!row || label === "") return null;
  const offersTour = "user_tour_exists" in row ? row.user_tour_exists : row.offers_tour;
  const id = text(row.id) || freeId(`msg_${index}`, `msg_${triggerIndex}_${index}`, takenIds);
  takenIds.add(id);
  return {
    id,
    label,
    userTourExists: offersTour === true,
    userTourId: text("user_tour_id" in row ? row.user_tour_id : row.flow_id) || null,
  };
}

/** Chips of several triggers end up in one list, so a position within one trigger may be taken already. */
function freeId(preferred: string, otherwise: string, taken: ReadonlySet<string>): string {
  return taken.has(preferred) ? otherwise : preferred;
}

/** Trimmed text; a number stands for its digits, anything else for nothing. */
function text(value: unknown): string {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value.trim() : "";
}
