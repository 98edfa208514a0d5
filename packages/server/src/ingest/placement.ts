import { createSnapshot, type EpochMs, MINUTE_MS } from "@usher/core";
import { type BoundedMap, createBoundedMap } from "../engine/bounded-map.ts";
import { createMailboxes } from "../engine/mailbox.ts";
import type { SessionEngine } from "../engine/session-engine.ts";
import type { SessionRecord, Store } from "../ports/store.ts";
import type { Product } from "../products/product.ts";
import { type Person, shortHash, visitorOf } from "./person-key.ts";

/** Finds the session an event belongs to, and makes it when it is the first of it. */
export interface Placement {
  /** Undefined when every session it could go to is somebody else's. */
  place(product: Product, sourceId: string, person: Person, now: EpochMs): Promise<SessionRecord | undefined>;
  /** From now on the visitor's sessions, those of them that are still nobody's or only assumed to be a user's, are the user's. */
  nameVisitor(
    productId: string,
    sourceId: string,
    visitor: { readonly anonymousId: string; readonly isBot: boolean },
    sessionIds: readonly string[],
    userId: string,
  ): Promise<void>;
}

interface Dependencies {
  readonly store: Store;
  readonly engine: SessionEngine;
  readonly createId: (prefix: string) => string;
}

/** A visit ends after this long without activity, where the vendor does not say when. */
const IDLE_MS: EpochMs = 30 * MINUTE_MS;
const STORABLE = /^[A-Za-z0-9_.:-]{1,128}$/;
const REMEMBERED = 20_000;

export function createPlacement({ store, engine, createId }: Dependencies): Placement {
  // Two requests at once must find the same session, not make one each.
  const mailboxes = createMailboxes();
  const latestIds: BoundedMap<string> = createBoundedMap(REMEMBERED);

  /**
   * The vendor's id is ours as long as nobody else has it: pages may write to their own sessions only with a token, and
   * people who share a browser are kept apart.
   */
  async function byVendorId(
    product: Product,
    sourceId: string,
    person: Person,
    vendorId: string,
    now: EpochMs,
  ): Promise<SessionRecord | undefined> {
    const visitorId = visitorOf(sourceId, person);
    const ids = [...(STORABLE.test(vendorId) ? [vendorId] : []), withSource(sourceId, vendorId)];
    for (const id of ids) {
      const found = await engine.find(product.id, id);
      if (found === undefined) return create(product, sourceId, person, id, now);
      if (!isOfSource(found, sourceId)) continue;
      if (isSamePerson(found, sourceId, person)) return found;
      break;
    }
    const own = `${sourceId}:${shortHash(`${vendorId}\0${visitorId}`)}`;
    const found = await engine.find(product.id, own);
    if (found === undefined) return create(product, sourceId, person, own, now);
    return isOfSource(found, sourceId) ? found : undefined;
  }

  /** Without an id from the vendor: the person's session of the last half hour, also the one from before they were named. */
  async function byPerson(product: Product, sourceId: string, person: Person, now: EpochMs): Promise<SessionRecord> {
    const names = [
      visitorOf(sourceId, person),
      visitorOf(sourceId, { ...person, isAssumed: !person.isAssumed }),
      visitorOf(sourceId, { ...person, userId: undefined }),
    ];
    let latest: SessionRecord | undefined;
    for (const visitorId of new Set(names)) {
      const found = await latestOf(product.id, visitorId);
      if (found === undefined || now - found.lastActiveAt > IDLE_MS) continue;
      if (!isSamePerson(found, sourceId, person)) continue;
      if (latest === undefined || found.lastActiveAt > latest.lastActiveAt) latest = found;
    }
    return latest ?? create(product, sourceId, person, `${sourceId}:${createId("")}`, now);
  }

  async function latestOf(productId: string, visitorId: string): Promise<SessionRecord | undefined> {
    const id = latestIds.get(`${productId}\0${visitorId}`);
    const found = id === undefined ? undefined : await engine.find(productId, id);
    if (found !== undefined) return found;
    const stored = await store.latestSession(productId, visitorId);
    // What was read back may be older than what the engine holds.
    return stored === undefined ? undefined : ((await engine.find(productId, stored.sessionId)) ?? stored);
  }

  async function create(
    product: Product,
    sourceId: string,
    person: Person,
    sessionId: string,
    now: EpochMs,
  ): Promise<SessionRecord> {
    const visitorId = visitorOf(sourceId, person);
    const { userId } = person;
    const snapshot = createSnapshot(sessionId, product.rules.policy, now);
    const session: SessionRecord = {
      productId: product.id,
      sessionId,
      visitorId,
      // Until they are named, visitors go by the vendor's anonymous id: readers of the stream look people up by it.
      userId: userId ?? person.anonymousId ?? null,
      level: userId === undefined ? "anonymous" : "claimed",
      subject: userId === undefined ? `visitor:${visitorId}` : `claimed:${userId}`,
      generation: 1,
      // A refused consent holds every trigger: nobody is there to be helped.
      snapshot: { ...snapshot, userId: userId ?? null, ...(person.isBot ? { consent: false } : {}) },
      version: 1,
      wakeAt: null,
      lastActiveAt: now,
      createdAt: now,
      actionCount: 0,
      email: person.email ?? null,
      source: sourceId,
      conversationId: null,
    };
    try {
      await store.createSession(session);
    } catch (error) {
      // Two vendor ids can lead to the same session of ours, and both be its first event at once.
      const made = await engine.find(product.id, sessionId);
      if (made === undefined || !isOfSource(made, sourceId) || !isSamePerson(made, sourceId, person)) throw error;
      return made;
    }
    latestIds.set(`${product.id}\0${visitorId}`, sessionId);
    return session;
  }

  async function named(session: SessionRecord, userId: string | undefined): Promise<SessionRecord> {
    if (userId === undefined || session.level !== "anonymous") return session;
    return renamed(session, userId);
  }

  function renamed({ productId, sessionId }: SessionRecord, userId: string): Promise<SessionRecord> {
    const identity = { userId, level: "claimed", subject: `claimed:${userId}` } as const;
    return engine.identify(productId, sessionId, identity, { isSamePerson: true });
  }

  return {
    place(product, sourceId, person, now) {
      const { sessionId, userId } = person;
      const key =
        sessionId === undefined ? visitorOf(sourceId, { ...person, isAssumed: false }) : `session ${sessionId}`;
      return mailboxes.run(`${product.id}\0${key}`, async () => {
        const found =
          sessionId === undefined
            ? await byPerson(product, sourceId, person, now)
            : await byVendorId(product, sourceId, person, sessionId, now);
        if (found === undefined) return undefined;
        const session = await named(found, userId);
        const { email } = person;
        if (email === undefined || email === session.email) return session;
        return engine.describe(product.id, session.sessionId, { email });
      });
    },
    async nameVisitor(productId, sourceId, { anonymousId, isBot }, sessionIds, userId) {
      const nobody = { sessionId: undefined, email: undefined, anonymousId, isBot };
      const visitorId = visitorOf(sourceId, { ...nobody, userId: undefined, isAssumed: false });
      const assumedId = visitorOf(sourceId, { ...nobody, userId: anonymousId, isAssumed: true });
      for (const sessionId of sessionIds) {
        await mailboxes.run(`${productId}\0session ${sessionId}`, async () => {
          const session = await engine.find(productId, sessionId);
          if (session?.visitorId === visitorId) await named(session, userId);
          if (session?.visitorId === assumedId && session.userId === anonymousId) await renamed(session, userId);
        });
      }
      // What they do next goes on where they were.
      const [latest] = sessionIds;
      const user = visitorOf(sourceId, { ...nobody, userId, isAssumed: false });
      if (latest !== undefined && (await latestOf(productId, user)) === undefined) {
        latestIds.set(`${productId}\0${user}`, latest);
      }
    },
  };
}

function isOfSource({ source }: SessionRecord, sourceId: string): boolean {
  return source === sourceId;
}

/** Whether an event may join a session. A visitor's session becomes the user's; a user's never becomes another's. */
function isSamePerson({ visitorId, userId, level }: SessionRecord, sourceId: string, person: Person): boolean {
  if (visitorId.startsWith(`${sourceId}:bot:`) !== person.isBot) return false;
  const isUser = person.userId !== undefined;
  if (isUser && level !== "anonymous") return userId === person.userId;
  if (person.anonymousId === undefined) return true;
  if (visitorId === visitorOf(sourceId, { ...person, userId: undefined })) return true;
  const nobodys = `${sourceId}${person.isBot ? ":bot" : ""}:s:`;
  return level === "anonymous" && visitorId.startsWith(nobodys);
}

function withSource(sourceId: string, vendorId: string): string {
  const id = `${sourceId}:${vendorId}`;
  return STORABLE.test(id) ? id : `${sourceId}:${shortHash(vendorId)}`;
}
