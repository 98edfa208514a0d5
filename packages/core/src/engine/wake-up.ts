import { type EpochMs, MINUTE_MS } from "../ids.ts";
import { isOpen } from "../offers/offer.ts";
import { nextDeadline } from "../session/agent-state.ts";
import type { Draft } from "./draft.ts";
import { isWaitingToBeSeen, TOUR_ABANDONED_MS } from "./pass-time.ts";

/** A session that is silent for this long is over: nothing later is worth waking up for. */
const HORIZON_MS = 30 * MINUTE_MS;

/** The earliest moment at which something changes by itself; the shell sets one timer, so an idle session costs nothing. */
export function nextWakeUp(draft: Draft): EpochMs | undefined {
  const { agent, offer, tour, handoverUntil } = draft.session;
  const moments = [...draft.wakeUps];
  if (offer !== null && isOpen(offer)) moments.push(offer.expiresAt);
  for (const { resolveBy } of draft.session.shadows) moments.push(resolveBy);
  if (handoverUntil !== undefined) moments.push(handoverUntil);
  if (tour !== null) moments.push(tour.touchedAt + TOUR_ABANDONED_MS);
  if (agent.name !== "thinking" && !isWaitingToBeSeen(draft)) {
    const deadline = nextDeadline(agent, draft.now);
    if (deadline !== null) moments.push(deadline);
  }
  const ahead = moments.filter((at) => at > draft.now && at <= draft.now + HORIZON_MS);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}
