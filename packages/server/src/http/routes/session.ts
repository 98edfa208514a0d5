import { createHash, timingSafeEqual } from "node:crypto";
import { createSnapshot, MINUTE_MS, type SessionReply, type SessionRequest, UsherError } from "@usher/core";
import { sessionRequest } from "@usher/core/schema";
import type { Hono } from "hono";
import { createMailboxes } from "../../engine/mailbox.ts";
import { readZone } from "../../engine/read-zone.ts";
import type { Description } from "../../ingest/people.ts";
import type { SessionRecord, VisitorRecord } from "../../ports/store.ts";
import { authoriseKey } from "../authorise.ts";
import type { HttpDependencies, HttpEnv, Product } from "../dependencies.ts";
import { verifyIdentity } from "../identity-token.ts";
import { HttpProblem } from "../problem.ts";
import { parseBody, readJson } from "../read-json.ts";

/** A visit ends after this long without activity; the next one is a new session. */
const SESSION_IDLE_MS: number = 30 * MINUTE_MS;

type Traits = NonNullable<NonNullable<SessionRequest["identity"]>["traits"]>;

interface Identity {
  readonly userId: string;
  readonly level: "claimed" | "verified";
  /** When the proof of a verified identity ends. */
  readonly verifiedUntil: number | null;
}

/** `POST /v1/session`: who is this, and the token with which the page may speak for this session only. */
export function sessionRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { store, engine, memories, people, hub, tokens, clock, createId, heartbeatS, metrics } = dependencies;
  // Two tabs that open at once must find the same session, not make one each.
  const mailboxes = createMailboxes();

  app.post("/v1/session", async (context) => {
    const product = authoriseKey(context, dependencies);
    const body = parseBody(sessionRequest, await readJson(context.req.raw));
    const identity = await checkIdentity(product, body, clock.now());
    if (identity !== undefined && (await store.activity.isErased(product.id, identity.userId))) {
      throw new HttpProblem("user_erased", "This user was erased on request; nothing of them is accepted.");
    }
    if (identity !== undefined && body.identity?.traits !== undefined) {
      await people.describe(product.id, identity.userId, describedBy(body.identity.traits)).catch(asUnusable);
    }
    const { visitor, secret } = await recogniseVisitor(product, body);
    const session = await mailboxes.run(`${product.id}\u0000${visitor.visitorId}`, () =>
      enterSession(product, visitor, identity),
    );
    hub.endOlder(product.id, session.sessionId, session.generation);
    if (body.zone !== undefined) await keepZone(product, session, body.zone);
    metrics.session(session.level);
    const token = await tokens.create({ ...session, productId: product.id });
    const reply: SessionReply = {
      session_id: session.sessionId,
      visitor: { id: visitor.visitorId, ...(secret === undefined ? {} : { secret }) },
      level: session.level,
      token,
      token_expires_in_s: tokens.lifetimeS,
      heartbeat_s: heartbeatS,
      detectors: product.detectors ?? product.rules.detectors,
    };
    return context.json(reply);
  });

  /** Where the person is now. A zone this server does not know is no reason to refuse the session. */
  async function keepZone(product: Product, session: SessionRecord, name: string): Promise<void> {
    const known = (await engine.attention(product.id, session.subject)).zone;
    const now = clock.now();
    if (known?.name === name && (known.next === null || known.next.at > now)) return;
    const zone = readZone(name, now);
    if (zone !== undefined) await engine.apply(product.id, session.sessionId, { type: "preferences", zone });
  }

  /** A visitor is who knows the secret; anyone else is new. After `reset` the person at the keyboard may be another. */
  async function recogniseVisitor(
    product: Product,
    { visitor, reset }: SessionRequest,
  ): Promise<{ visitor: VisitorRecord; secret?: string }> {
    if (visitor !== undefined && reset !== true) {
      const known = await store.findVisitor(product.id, visitor.id);
      if (known !== undefined && isSecretOf(known, visitor.secret)) return { visitor: known };
    }
    const secret = createId("vs") + createId("");
    const created: VisitorRecord = {
      productId: product.id,
      visitorId: createId("v"),
      secretHash: hash(secret),
      userId: null,
      level: "anonymous",
      verifiedUntil: null,
      createdAt: clock.now(),
    };
    await store.createVisitor(created);
    return { visitor: created, secret };
  }

  async function enterSession(
    product: Product,
    visitor: VisitorRecord,
    identity: Identity | undefined,
  ): Promise<SessionRecord> {
    const latest = await store.latestSession(product.id, visitor.visitorId);
    const fresh = latest !== undefined && clock.now() - latest.lastActiveAt <= SESSION_IDLE_MS ? latest : undefined;
    const isSomebodyElse = identity !== undefined && fresh?.userId != null && fresh.userId !== identity.userId;
    const session = fresh !== undefined && !isSomebodyElse ? fresh : await createSession(product, visitor, identity);
    if (identity === undefined) return withoutProof(session, visitor);
    await store.setVisitorUser(product.id, visitor.visitorId, identity);
    // What was remembered of a visitor goes with the name they turn out to have.
    await memories.merge(product.id, `visitor:${visitor.visitorId}`, subjectOf(visitor, identity));
    if (session.userId === identity.userId && session.level === identity.level) {
      return (await engine.find(product.id, session.sessionId)) ?? session;
    }
    return rename(session, visitor, identity);
  }

  /** A proof that has ended leaves a claim: the person stays named, but is no longer believed. */
  async function withoutProof(session: SessionRecord, visitor: VisitorRecord): Promise<SessionRecord> {
    const { productId, sessionId, userId } = session;
    const current = (await engine.find(productId, sessionId)) ?? session;
    if (current.level !== "verified" || userId === null || isProved(visitor)) return current;
    return rename(current, visitor, { userId, level: "claimed", verifiedUntil: null });
  }

  function rename(session: SessionRecord, visitor: VisitorRecord, identity: Identity): Promise<SessionRecord> {
    const { userId, level } = identity;
    return engine.identify(session.productId, session.sessionId, {
      userId,
      level,
      subject: subjectOf(visitor, identity),
    });
  }

  function isProved({ verifiedUntil }: VisitorRecord): boolean {
    return verifiedUntil !== null && verifiedUntil > clock.now();
  }

  /** A returning visitor stays who they were, unless the page says otherwise. */
  async function createSession(
    product: Product,
    visitor: VisitorRecord,
    identity: Identity | undefined,
  ): Promise<SessionRecord> {
    const known: Identity | undefined =
      visitor.userId !== null && visitor.level !== "anonymous"
        ? { userId: visitor.userId, level: isProved(visitor) ? "verified" : "claimed", verifiedUntil: null }
        : undefined;
    const who = identity ?? known;
    const now = clock.now();
    const sessionId = createId("s");
    const session: SessionRecord = {
      productId: product.id,
      sessionId,
      visitorId: visitor.visitorId,
      userId: who?.userId ?? null,
      level: who?.level ?? "anonymous",
      subject: subjectOf(visitor, who),
      generation: 1,
      snapshot: { ...createSnapshot(sessionId, product.rules.policy, now), userId: who?.userId ?? null },
      version: 1,
      wakeAt: null,
      lastActiveAt: now,
      createdAt: now,
      actionCount: 0,
      email: null,
      source: null,
      conversationId: null,
    };
    await store.createSession(session);
    return session;
  }
}

async function checkIdentity(product: Product, body: SessionRequest, now: number): Promise<Identity | undefined> {
  if (body.identity === undefined) return undefined;
  const { user_id: userId, token } = body.identity;
  const secrets = product.identitySecrets ?? [];
  if (secrets.length === 0) return { userId, level: "claimed", verifiedUntil: null };
  if (token === undefined) {
    throw new HttpProblem(
      "identity_required",
      "This product accepts named users only with an identity token: identify(userId, traits, { token }).",
    );
  }
  return { userId, level: "verified", verifiedUntil: await verifyIdentity(token, userId, secrets, now) };
}

/** What is said of somebody and cannot be kept costs nothing else. */
function asUnusable(error: unknown): void {
  if (!(error instanceof UsherError && error.code === "store_rejected")) throw error;
}

/** As event sources tell it: the address apart from the rest. */
function describedBy({ email, ...traits }: Traits): Description {
  return { traits, ...(typeof email === "string" && email !== "" ? { email } : {}) };
}

/** What an unproved name spends is kept apart from what the proved person spends. */
function subjectOf(visitor: VisitorRecord, identity: Identity | undefined): string {
  if (identity === undefined) return `visitor:${visitor.visitorId}`;
  return `${identity.level === "verified" ? "user" : "claimed"}:${identity.userId}`;
}

function hash(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

function isSecretOf(visitor: VisitorRecord, secret: string): boolean {
  return timingSafeEqual(Buffer.from(hash(secret)), Buffer.from(visitor.secretHash));
}
