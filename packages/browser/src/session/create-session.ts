import type { IdentityRequest, SessionReply } from "@usher/core";
import { pauseBeforeRetry } from "../transport/backoff.ts";
import type { AskSession } from "./ask-session.ts";
import type { SessionPass } from "./session-pass.ts";

export interface Session {
  /** A pass that is good now, asking the server when needed. Nothing when stopped, or refused until `identify` or `reset`. */
  pass(): Promise<SessionPass | undefined>;
  /** The pass in hand, for moments that cannot wait. */
  current(): SessionPass | undefined;
  /** Replaces a token the server no longer takes; a token already replaced costs nothing. */
  renew(staleToken: string | undefined): Promise<SessionPass | undefined>;
  identify(identity: IdentityRequest): void;
  /** Forgets the user, here and on the server. */
  reset(): void;
  /** Starts over as whoever the stored visitor now is: another tab was reset. */
  restart(): void;
  stop(): void;
}

export interface SessionOptions {
  readonly ask: AskSession;
  /** A pass arrived that may speak for somebody else than the one before; `before` is missing at the start and after a reset. */
  onChange(pass: SessionPass, before: SessionPass | undefined): void;
  onError(code: string, message: string): void;
  /** Whether somebody can see the page: a hidden one renews when it next has something to say. */
  visible(): boolean;
  readonly random?: () => number;
  readonly retryBaseMs?: number;
}

/** Whoever is asked for a pass starts the session; one request is under way at a time. */
export function createSession(options: SessionOptions): Session {
  const { ask, onChange, onError, visible, random = Math.random, retryBaseMs = 1_000 } = options;
  let current: SessionPass | undefined;
  let underWay: Promise<SessionPass | undefined> | undefined;
  let identity: IdentityRequest | undefined;
  let lastIdentity = "";
  /** Unlike `lastIdentity` kept when refused: the same words are not worth a second refusal. */
  let attempted = "";
  let reset = false;
  let refused = false;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function exchange(): Promise<SessionPass | undefined> {
    underWay ??= run().finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  async function run(): Promise<SessionPass | undefined> {
    // An `identify` right after `init` travels in the first request.
    await Promise.resolve();
    let asNewVisitor = false;
    for (let failures = 0; !stopped; ) {
      const sent = { identity, reset };
      const reply = await ask(
        { ...(sent.identity === undefined ? {} : { identity: sent.identity }), ...(sent.reset ? { reset: true } : {}) },
        asNewVisitor,
      );
      if (stopped) break;
      if (reply.type === "ok") {
        if (identity === sent.identity) identity = undefined;
        if (sent.reset) reset = false;
        accept(reply.body, sent.identity !== undefined || sent.reset);
        if (identity === undefined && !reset) return current;
      } else if (reply.type === "unreachable") {
        failures++;
        await pauseBeforeRetry(reply.retryAfterMs, failures, random(), retryBaseMs);
      } else if (sent.identity !== undefined) {
        // Better an anonymous session than none.
        if (identity === sent.identity) identity = undefined;
        lastIdentity = "";
        onError(reply.code, `The user could not be identified: ${reply.detail}`);
        if (current !== undefined && identity === undefined && !reset) return current;
      } else if (!asNewVisitor) {
        asNewVisitor = true;
      } else {
        refused = true;
        current = undefined;
        onError(reply.code, `No session: ${reply.detail}`);
        return undefined;
      }
    }
    return undefined;
  }

  function accept(reply: SessionReply, named: boolean): void {
    const lifeMs = reply.token_expires_in_s * 1_000;
    const before = current;
    current = {
      token: reply.token,
      sessionId: reply.session_id,
      level: reply.level,
      heartbeatMs: reply.heartbeat_s * 1_000,
      detectors: reply.detectors,
      renewAt: Date.now() + lifeMs * 0.8,
      expiresAt: Date.now() + lifeMs,
    };
    clearTimeout(timer);
    timer = setTimeout(() => visible() && void exchange(), lifeMs * 0.8);
    if (named || before?.sessionId !== current.sessionId) onChange(current, before);
  }

  function restart(): void {
    if (stopped) return;
    refused = false;
    identity = undefined;
    lastIdentity = "";
    current = undefined;
    void exchange();
  }

  return {
    async pass() {
      if (refused || stopped) return undefined;
      // A changed identity must not be overtaken by calls that still speak for the old one.
      if (current !== undefined && underWay === undefined && Date.now() < current.renewAt) return current;
      return exchange();
    },
    current: () => current,
    async renew(staleToken) {
      if (refused || stopped) return undefined;
      return current !== undefined && current.token !== staleToken ? current : exchange();
    },
    identify(next) {
      const text = JSON.stringify(next);
      if (stopped || text === (refused ? attempted : lastIdentity)) return;
      // Whoever was refused before may be let in as this user.
      refused = false;
      attempted = text;
      lastIdentity = text;
      identity = next;
      void exchange();
    },
    reset() {
      reset = true;
      restart();
    },
    restart,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
