import {
  assembleContext,
  type ContextPart,
  type EpochMs,
  type GoldenPath,
  inferSessionGoal,
  isOpen,
  MINUTE_MS,
  type Offer,
  summarise,
} from "@usher/core";
import type { SessionRecord, Store } from "../../../ports/store.ts";
import { actionLines } from "./wire-actions.ts";

/** Actions looked at; those told line by line; the rest is in the summary. */
const LOOKED_AT = 200;
const TOLD = 30;
const MESSAGES = 20;

interface Question {
  /** Empty: nothing in particular. */
  readonly query: string;
  readonly paths: readonly GoldenPath[];
  readonly now: EpochMs;
}

/**
 * What is known of a session, as one text for a model and part by part with where each comes from. What pages and people
 * wrote is quoted as data, so that no label can pass for an instruction.
 */
export async function sessionContext(
  store: Pick<Store, "recentActions" | "chatHistory">,
  session: SessionRecord,
  { query, paths, now }: Question,
): Promise<Readonly<Record<string, unknown>>> {
  const { productId, sessionId } = session;
  const [actions, messages] = await Promise.all([
    store.recentActions(productId, sessionId, LOOKED_AT),
    store.chatHistory(productId, sessionId, MESSAGES),
  ]);
  const told = actions.slice(-TOLD);
  const earlier = actions.slice(0, -TOLD);
  const goal = inferSessionGoal(actions, paths);
  const { offer } = session.snapshot;
  const source = `session:${sessionId}`;
  const parts: readonly ContextPart[] = [
    { name: "question", source: "query", trust: "data", lines: query === "" ? [] : [query], maxChars: 2_500 },
    { name: "session", source, trust: "data", lines: facts(session, goal?.goal, now), maxChars: 800 },
    {
      name: "open_offer",
      source: offer === null ? source : `offer:${offer.id}`,
      trust: "data",
      lines: offer !== null && isOpen(offer) ? [`${offer.body} (because: ${offer.reason})`] : [],
      maxChars: 600,
    },
    {
      name: "recent_actions",
      source: `${source}/actions`,
      trust: "data",
      lines: actionLines(told, Math.max(0, session.actionCount - told.length)),
      maxChars: 5_000,
      emptyText: "Nothing was recorded yet.",
    },
    {
      name: "conversation",
      source: `${source}/chat`,
      trust: "data",
      lines: messages.map(({ role, text }) => `${role}: ${text}`),
      maxChars: 3_000,
    },
    {
      name: "summary",
      source: `${source}/actions`,
      trust: "data",
      lines: earlier.length === 0 ? [] : [summarise(undefined, earlier).text],
      maxChars: 1_500,
    },
  ];
  const { text, parts: assembled } = assembleContext(parts);
  return {
    product_id: productId,
    session_id: sessionId,
    user_id: session.userId,
    query,
    as_of: now,
    text,
    parts: assembled.filter(({ chars }) => chars > 0),
  };
}

function facts({ snapshot, userId }: SessionRecord, goal: string | undefined, now: EpochMs): readonly string[] {
  const { agent, offer, tour } = snapshot;
  return [
    `state: ${agent.name}`,
    ...(userId === null ? [] : [`user: ${userId}`]),
    ...(goal === undefined ? [] : [`seems to want: ${goal}`]),
    ...(tour === null ? [] : [`is in the tour ${tour.tourId}, step ${tour.step + 1}`]),
    ...(offer === null || isOpen(offer) ? [] : [lastOffer(offer, now)]),
  ];
}

function lastOffer({ body, status, createdAt }: Offer, now: EpochMs): string {
  return `last offer, ${Math.round((now - createdAt) / MINUTE_MS)} min ago: ${body} — ${status}`;
}
