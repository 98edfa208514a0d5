import { type Action, type EpochMs, normaliseEvent, UsherError } from "@usher/core";
import type { RawEventWithIdentity, SourceIdentity, SourceResult } from "@usher/integrations/sources";
import type { SessionEngine } from "../engine/session-engine.ts";
import type { Product } from "../http/dependencies.ts";
import type { Logger } from "../observe/logger.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { ActivityStore } from "../ports/activity-store.ts";
import type { SessionRecord, Store } from "../ports/store.ts";
import { createPeople } from "./people.ts";
import { type Person, visitorOf } from "./person-key.ts";
import { createPlacement } from "./placement.ts";
import { storeActions } from "./store-actions.ts";

/** Takes what a source read into sessions: people first, then their actions, one engine step per session. */
export interface Ingest {
  /** Resolves once everything accepted is durable. Throws when the store cannot write: nothing is acknowledged then. */
  accept(
    product: Product,
    sourceId: string,
    result: SourceResult,
    receivedAt: EpochMs,
    options?: { readonly isBot?: boolean },
  ): Promise<IngestReply>;
}

export interface IngestReply {
  readonly accepted: number;
  readonly duplicate: number;
  /** Events that were none, or that the store refused; the latter are in quarantine. */
  readonly rejected: number;
}

interface Dependencies {
  readonly store: Store;
  readonly activity: ActivityStore;
  readonly engine: SessionEngine;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly createId: (prefix: string) => string;
}

/** One session's share of a request. */
interface Group {
  readonly session: SessionRecord;
  readonly actions: Action[];
}

const MAX_QUARANTINED_TEXT = 8_192;
/** A visitor's sessions before they sign in: of the latest ones the past becomes theirs. */
const MAX_NAMED_SESSIONS = 50;

export function createIngest({ store, activity, engine, metrics, log, createId }: Dependencies): Ingest {
  const people = createPeople(activity);
  const placement = createPlacement({ store, engine, createId });

  async function applyIdentity(productId: string, sourceId: string, said: SourceIdentity, isBot: boolean) {
    const { userId, email, traits } = said;
    if (userId !== undefined && (await people.isErased(productId, userId))) return;
    const anonymousId = said.type === "aliased" ? said.alias : said.anonymousId;
    if (userId !== undefined && anonymousId !== undefined && said.type !== "described") {
      await people.link(productId, anonymousId, userId);
      if ((await people.userOf(productId, anonymousId)) === userId) {
        const visitor: Person = { userId: undefined, anonymousId, sessionId: undefined, email, isBot };
        // Until now their sessions went by the anonymous id.
        const sessionIds = await activity.userSessions(productId, anonymousId, MAX_NAMED_SESSIONS);
        await placement.nameVisitor(productId, visitorOf(sourceId, visitor), sessionIds, userId);
      }
    }
    const known = userId ?? (anonymousId === undefined ? undefined : await people.userOf(productId, anonymousId));
    const personId = known ?? anonymousId;
    if (personId !== undefined) await people.describe(productId, personId, { email, traits });
  }

  async function personOf(productId: string, event: RawEventWithIdentity, isBot: boolean): Promise<Person> {
    const { userId, anonymousId, sessionId } = event;
    const named = userId ?? (anonymousId === undefined ? undefined : await people.userOf(productId, anonymousId));
    return { userId: named, anonymousId, sessionId, email: event.email, isBot };
  }

  async function keepRefused(productId: string, at: EpochMs, refused: readonly { action: Action; reason: string }[]) {
    await activity.quarantine(
      refused.map(({ action, reason }) => ({
        productId,
        eventId: action.id,
        reason,
        body: JSON.stringify(action).slice(0, MAX_QUARANTINED_TEXT),
        at,
      })),
    );
    log.warn({ productId, reason: refused[0]?.reason }, `${refused.length} events quarantined`);
  }

  return {
    async accept(product, sourceId, result, receivedAt, { isBot = false } = {}) {
      const count = (kind: "stored" | "duplicate" | "rejected" | "quarantined" | "dropped", n: number, reason = "") =>
        metrics.events({ result: kind, source: sourceId, reason }, n);
      const droppedCount = result.dropped.reduce((sum, dropped) => sum + dropped.count, 0);
      metrics.received(sourceId, result.events.length + droppedCount);
      let settledCount = droppedCount;
      let rejected = 0;
      for (const dropped of result.dropped) {
        const isWrong = dropped.reason === "invalid_event";
        if (isWrong) rejected += dropped.count;
        count(isWrong ? "rejected" : "dropped", dropped.count, dropped.reason);
      }
      try {
        for (const said of result.identities) await applyIdentity(product.id, sourceId, said, isBot);

        const groups = new Map<string, Group>();
        const places = new Map<string, SessionRecord | "erased" | "taken">();
        for (const event of result.events) {
          const person = await personOf(product.id, event, isBot);
          const key = `${person.sessionId ?? ""}\0${visitorOf(sourceId, person)}\0${person.anonymousId ?? ""}`;
          const place = places.get(key) ?? (await findPlace(product, sourceId, person, receivedAt));
          places.set(key, place);
          if (typeof place === "string") {
            settledCount += 1;
            if (place === "taken") rejected += 1;
            count(place === "taken" ? "rejected" : "dropped", 1, place === "taken" ? "session_taken" : "erased");
            continue;
          }
          if (event.email !== undefined) {
            const personId = person.userId ?? person.anonymousId;
            if (personId !== undefined) await people.describe(product.id, personId, { email: event.email });
          }
          const group = groups.get(place.sessionId) ?? { session: place, actions: [] };
          group.actions.push(toAction(event, receivedAt, isBot));
          groups.set(place.sessionId, group);
        }

        let accepted = 0;
        let duplicate = 0;
        const outcomes = await Promise.allSettled(
          [...groups.values()].map(async ({ session, actions }) => {
            const outcome = await storeActions(engine, product.id, session.sessionId, actions).catch(asErased);
            if (outcome === "erased") {
              count("dropped", actions.length, "erased");
              settledCount += actions.length;
              return;
            }
            if (outcome.refused.length > 0) await keepRefused(product.id, receivedAt, outcome.refused);
            count("stored", outcome.storedCount);
            count("duplicate", outcome.duplicateCount);
            count("quarantined", outcome.refused.length, "store_rejected");
            settledCount += actions.length;
            accepted += outcome.storedCount;
            duplicate += outcome.duplicateCount;
            rejected += outcome.refused.length;
          }),
        );
        // Every session is finished first: what was stored is recognised when the sender tries again.
        for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
        return { accepted, duplicate, rejected };
      } catch (error) {
        const unsettled = result.events.length + droppedCount - settledCount;
        metrics.events({ result: "failed", source: sourceId }, unsettled);
        throw error;
      }
    },
  };

  async function findPlace(
    product: Product,
    sourceId: string,
    person: Person,
    now: EpochMs,
  ): Promise<SessionRecord | "erased" | "taken"> {
    if (person.userId !== undefined && (await people.isErased(product.id, person.userId))) return "erased";
    try {
      return (await placement.place(product, sourceId, person, now)) ?? "taken";
    } catch (error) {
      return asErased(error);
    }
  }
}

/** Somebody erased between the question and the write; any other failure is one. */
function asErased(error: unknown): "erased" {
  if (error instanceof UsherError && error.code === "user_erased") return "erased";
  throw error;
}

function toAction(
  { event, sentAt, receivedAtHint }: RawEventWithIdentity,
  receivedAt: EpochMs,
  isBot: boolean,
): Action {
  const timed = event.at === undefined && receivedAtHint !== undefined ? { ...event, at: receivedAtHint } : event;
  const flagged = isBot ? { ...timed, properties: { ...timed.properties, bot: true } } : timed;
  return normaliseEvent({ event: flagged, receivedAt, ...(sentAt === undefined ? {} : { sentAt }) });
}
