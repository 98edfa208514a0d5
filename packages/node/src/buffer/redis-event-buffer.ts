import { UsherError } from "@usher/core";
import {
  type AnyPayload,
  actionsPayloadToWire,
  parseActionsPayload,
  parseSummaryPayload,
  summaryPayloadToWire,
} from "@usher/core/documented";
import { checkLimit } from "../check-limit.ts";
import { type Clock, systemClock } from "../clock.ts";
import type { OnMetric } from "../metric.ts";
import { safeCallback } from "../safe-callback.ts";
import { sessionKey } from "../session-key.ts";
import { withDeadline } from "../with-deadline.ts";
import type { RedisCommand } from "./redis-command.ts";

export interface RedisEventBufferOptions {
  readonly command: RedisCommand;
  /** Separates buffers that share a Redis. Default `default`. */
  readonly keyPrefix?: string;
  /** How long a payload may wait to be fetched. Default 120,000. */
  readonly windowMs?: number;
  /** For one command. Default 2,000. */
  readonly timeoutMs?: number;
  readonly onMetric?: OnMetric;
  readonly clock?: Clock;
  /** From 0 up to 1. Tells apart equal payloads of several processes. */
  readonly random?: () => number;
}

/**
 * Keeps the latest payloads in Redis, so that any process can fetch them. Each payload is fetched by one process
 * only, however many drain at the same time, and everything expires by itself.
 *
 * One sorted set for each session, scored by moment, and one of the sessions.
 */
export class RedisEventBuffer {
  readonly #options: RedisEventBufferOptions;
  readonly #windowMs: number;
  readonly #timeoutMs: number;
  readonly #clock: Clock;
  readonly #onMetric: OnMetric;
  readonly #prefix: string;
  #counter: number;

  /** Throws UsherError `option_invalid`, with the path. */
  constructor(options: RedisEventBufferOptions) {
    this.#options = options;
    this.#windowMs = checkLimit("windowMs", options.windowMs ?? 120_000, 1);
    this.#timeoutMs = checkLimit("timeoutMs", options.timeoutMs ?? 2_000, 1);
    this.#clock = options.clock ?? systemClock;
    this.#onMetric = safeCallback(options.onMetric);
    this.#prefix = `usher:buffer:${options.keyPrefix ?? "default"}`;
    this.#counter = Math.floor((options.random ?? Math.random)() * 2 ** 32);
  }

  /** Throws UsherError `buffer_unavailable` when Redis does not answer: whether to go on without it is yours to say. */
  async add(payload: AnyPayload): Promise<void> {
    const session = sessionKey(payload.productId, payload.sessionId ?? "");
    const now = this.#clock.now();
    const atMs = payload.forwardedAtS > 0 ? payload.forwardedAtS * 1_000 : now;
    if (atMs < now - this.#windowMs) return this.#countLate(payload);
    const member = `${this.#nextMark()}:${JSON.stringify(toWire(payload))}`;
    const keys = [
      [this.#keyOf(session), String(atMs), member],
      [this.#sessionsKey, String(now), session],
    ] as const;
    // The client sends them in this order; nobody has to wait in between.
    const sent = keys.flatMap(([key, score, value]) => [
      this.#send("ZADD", key, score, value),
      this.#send("PEXPIRE", key, String(Math.ceil(this.#windowMs))),
      this.#send("ZREMRANGEBYSCORE", key, "-inf", `(${now - this.#windowMs}`),
    ]);
    await Promise.all(sent);
  }

  /** Removes and returns one session's payloads, oldest first. */
  async drainSession(productId: string, sessionId: string | null): Promise<AnyPayload[]> {
    return (await this.#drain(sessionKey(productId, sessionId ?? ""))).map(({ payload }) => payload);
  }

  /** Removes and returns everything, oldest first. */
  async drain(): Promise<AnyPayload[]> {
    const sessions = await this.#sessions();
    const drained = await Promise.all(sessions.map((session) => this.#drain(session)));
    return drained
      .flat()
      .sort((a, b) => a.atMs - b.atMs)
      .map(({ payload }) => payload);
  }

  /** How many payloads wait. */
  async size(): Promise<number> {
    const sessions = await this.#sessions();
    const from = this.#windowStart();
    const counts = await Promise.all(
      sessions.map((session) => this.#send("ZCOUNT", this.#keyOf(session), from, "+inf")),
    );
    return counts.reduce((total: number, count) => total + Number(count), 0);
  }

  async #drain(session: string): Promise<{ payload: AnyPayload; atMs: number }[]> {
    const key = this.#keyOf(session);
    const found = asTexts(await this.#send("ZRANGEBYSCORE", key, this.#windowStart(), "+inf", "WITHSCORES"));
    const members = found.filter((_, at) => at % 2 === 0);
    // Removing is what decides whose it is: only one process is told that it removed a member.
    const removed = await Promise.all(members.map((member) => this.#send("ZREM", key, member)));
    return members.flatMap((member, at) => {
      const payload = Number(removed[at]) === 1 ? fromMember(member) : undefined;
      return payload ? [{ payload, atMs: Number(found[at * 2 + 1]) }] : [];
    });
  }

  /** Sessions stay listed for the window: taking one off when it is empty would lose what is added meanwhile. */
  async #sessions(): Promise<string[]> {
    return asTexts(await this.#send("ZRANGEBYSCORE", this.#sessionsKey, this.#windowStart(), "+inf"));
  }

  #windowStart(): string {
    return String(this.#clock.now() - this.#windowMs);
  }

  #countLate({ type: eventType, productId, sessionId }: AnyPayload): void {
    this.#onMetric({ type: "event-dropped", reason: "outside_window", eventType, productId, sessionId });
  }

  async #send(command: string, ...args: string[]): Promise<unknown> {
    const startedAt = this.#clock.now();
    const tell = (succeeded: boolean): void =>
      this.#onMetric({
        type: "redis-operation",
        operation: command,
        elapsedMs: this.#clock.now() - startedAt,
        succeeded,
      });
    try {
      const reply = await withDeadline(this.#clock, this.#timeoutMs, command, () =>
        this.#options.command(command, ...args),
      );
      tell(true);
      return reply;
    } catch (cause) {
      tell(false);
      throw new UsherError("buffer_unavailable", `Redis did not answer ${command}`, { cause });
    }
  }

  get #sessionsKey(): string {
    return `${this.#prefix}:sessions`;
  }

  #keyOf(session: string): string {
    return `${this.#prefix}:session:${session}`;
  }

  /** Eight hex digits that go up: equal payloads stay two, and those of one moment keep their order. */
  #nextMark(): string {
    this.#counter = (this.#counter + 1) % 2 ** 32;
    return this.#counter.toString(16).padStart(8, "0");
  }
}

function toWire(payload: AnyPayload): unknown {
  return payload.type === "actions" ? actionsPayloadToWire(payload) : summaryPayloadToWire(payload);
}

/** Undefined for what is not one of ours: somebody else may have written to the key. */
function fromMember(member: string): AnyPayload | undefined {
  try {
    const data: unknown = JSON.parse(member.slice(member.indexOf(":") + 1));
    return (data as { type?: unknown }).type === "summary" ? parseSummaryPayload(data) : parseActionsPayload(data);
  } catch {
    return undefined;
  }
}

function asTexts(reply: unknown): string[] {
  return Array.isArray(reply) ? reply.map(String) : [];
}
