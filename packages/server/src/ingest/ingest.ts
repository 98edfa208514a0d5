import { type Action, type EpochMs, isClockWrong, normaliseEvent, UsherError } from "@usher/core";
import type { RawEventWithIdentity, SourceIdentity, SourceResult } from "@usher/integrations/sources";
import type { SessionEngine } from "../engine/session-engine.ts";
import type { Logger } from "../observe/logger.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { ActivityStore } from "../ports/activity-store.ts";
import type { SessionRecord, Store } from "../ports/store.ts";
import type { Product } from "../products/product.ts";
import type { People } from "./people.ts";
import { type Person, visitorOf } from "./person-key.ts";
import { createPlacement } from "./placement.ts";
import { storeActions } from "./store-actions.ts";
import { createTally, type Tally } from "./tally.ts";

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
  readonly people: People;
  readonly engine: SessionEngine;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly createId: (prefix: string) => string;
}

/** Why an event is in no session: its user is erased, every session is somebody else's, the store refuses it, or its time is none. */
type Unplaced = "erased" | "session_taken" | "store_rejected" | "time_invalid";

const MAX_QUARANTINED_TEXT = 8_192;
/** A visitor's sessions before they sign in: of the latest ones the past becomes theirs. */
const MAX_NAMED_SESSIONS = 50;

export function createIngest({ store, activity, people, engine, metrics, log, createId }: Dependencies): Ingest {
  const placement = createPlacement({ store, engine, createId });

  async function applyIdentity(productId: string, sourceId: string, said: SourceIdentity, isBot: boolean) {
    const { userId, email, traits } = said;
    if (userId !== undefined && (await people.isErased(productId, userId))) return;
    const anonymousId = said.type === "aliased" ? said.alias : said.anonymousId;
    if (userId !== undefined && anonymousId !== undefined && said.type !== "described") {
      await people.link(productId, anonymousId, userId);
      if ((await people.userOf(productId, anonymousId)) === userId) {
        // Until now their sessions went by the anonymous id.
        const sessionIds = await activity.userSessions(productId, anonymousId, MAX_NAMED_SESSIONS);
        await placement.nameVisitor(productId, sourceId, { anonymousId, isBot }, sessionIds, userId);
      }
    }
    if (userId !== undefined && said.type === "identified") await people.confirm(productId, userId);
    const known = userId ?? (anonymousId === undefined ? undefined : await people.userOf(productId, anonymousId));
    const personId = known ?? anonymousId;
    if (personId !== undefined) await people.describe(productId, personId, { email, traits });
  }

  async function personOf(productId: string, event: RawEventWithIdentity, isBot: boolean): Promise<Person> {
    const { userId, anonymousId, sessionId, email } = event;
    const unnamed = event.isAssumedUser === true ? userId : userId === undefined ? anonymousId : undefined;
    const known = unnamed === undefined ? undefined : await people.userOf(productId, unnamed);
    const isAssumed = event.isAssumedUser === true && known === undefined;
    return { userId: known ?? userId, isAssumed, anonymousId, sessionId, email, isBot };
  }

  async function keepRefused(productId: string, at: EpochMs, refused: readonly { action: Action; reason: string }[]) {
    await activity.quarantine(
      refused.map(({ action, reason }) => ({
        productId,
        eventId: action.id,
        reason,
        // Half a character is none the store keeps.
        body: JSON.stringify(action)
          .slice(0, MAX_QUARANTINED_TEXT)
          .replace(/[\ud800-\udbff]$/, ""),
        at,
      })),
    );
    log.warn({ productId, reason: refused[0]?.reason }, `${refused.length} events quarantined`);
  }

  /** Puts every event where it belongs; what belongs nowhere is settled here. */
  async function group(
    product: Product,
    sourceId: string,
    events: readonly RawEventWithIdentity[],
    receivedAt: EpochMs,
    isBot: boolean,
    tally: Tally,
  ): Promise<ReadonlyMap<string, readonly Action[]>> {
    const groups = new Map<string, Action[]>();
    const places = new Map<string, SessionRecord | Unplaced>();
    for (const event of events) {
      const person = await personOf(product.id, event, isBot);
      const key = `${person.sessionId ?? ""}\0${visitorOf(sourceId, person)}\0${person.anonymousId ?? ""}`;
      const found = places.get(key) ?? (await findPlace(product, sourceId, person, receivedAt));
      places.set(key, found);
      const place = typeof found === "string" ? found : (timeRefusal(event, receivedAt) ?? found);
      const action = toAction(event, receivedAt, isBot);
      if (place === "erased") {
        tally.settle("dropped", 1, place);
      } else if (typeof place === "string") {
        await keepRefused(product.id, receivedAt, [{ action, reason: place }]);
        tally.settle("quarantined", 1, place);
      } else {
        const personId = person.userId ?? person.anonymousId;
        if (personId !== undefined) {
          await people.describe(product.id, personId, { email: event.email }).catch(asUnusable);
        }
        const actions = groups.get(place.sessionId);
        if (actions === undefined) groups.set(place.sessionId, [action]);
        else actions.push(action);
      }
    }
    return groups;
  }

  async function storeGroup(
    productId: string,
    sessionId: string,
    actions: readonly Action[],
    receivedAt: EpochMs,
    tally: Tally,
  ): Promise<void> {
    const outcome = await storeActions(engine, productId, sessionId, actions).catch(asErased);
    if (outcome === "erased") return tally.settle("dropped", actions.length, outcome);
    if (outcome.refused.length > 0) await keepRefused(productId, receivedAt, outcome.refused);
    tally.settle("stored", outcome.storedCount);
    tally.settle("duplicate", outcome.duplicateCount);
    tally.settle("quarantined", outcome.refused.length, "store_rejected");
  }

  return {
    async accept(product, sourceId, result, receivedAt, { isBot = false } = {}) {
      const tally = createTally(metrics, sourceId, result);
      try {
        for (const said of result.identities) {
          await applyIdentity(product.id, sourceId, said, isBot).catch(asUnusable);
        }
        const groups = await group(product, sourceId, result.events, receivedAt, isBot, tally);
        const stored = await Promise.allSettled(
          Array.from(groups, ([sessionId, actions]) => storeGroup(product.id, sessionId, actions, receivedAt, tally)),
        );
        // Every session is finished first: what was stored is recognised when the sender tries again.
        for (const outcome of stored) if (outcome.status === "rejected") throw outcome.reason;
        return tally.reply();
      } catch (error) {
        tally.fail();
        throw error;
      }
    },
  };

  async function findPlace(
    product: Product,
    sourceId: string,
    person: Person,
    now: EpochMs,
  ): Promise<SessionRecord | Unplaced> {
    if (person.userId !== undefined && (await people.isErased(product.id, person.userId))) return "erased";
    try {
      return (await placement.place(product, sourceId, person, now)) ?? "session_taken";
    } catch (error) {
      return asUnusable(error);
    }
  }
}

/** What is said about people and cannot be kept costs nothing else. */
function asUnusable(error: unknown): "erased" | "store_rejected" {
  if (error instanceof UsherError && error.code === "store_rejected") return "store_rejected";
  return asErased(error);
}

/** Somebody erased between the question and the write; any other failure is one. */
function asErased(error: unknown): "erased" {
  if (error instanceof UsherError && error.code === "user_erased") return "erased";
  throw error;
}

/** A wrong clock is no wrong time: then the moment of receipt counts. */
function timeRefusal(event: RawEventWithIdentity, receivedAt: EpochMs): Unplaced | undefined {
  return event.isTimeInvalid === true && !isClockWrong(event.sentAt, receivedAt) ? "time_invalid" : undefined;
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
