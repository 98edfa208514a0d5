import {
  type CaptureReply,
  isClockWrong,
  isEventTime,
  normaliseEvent,
  type RawEvent,
  type RejectedEvent,
} from "@usher/core";
import { captureEnvelope, rawEvent } from "@usher/core/schema";
import type { Hono } from "hono";
import { authoriseBody } from "../authorise.ts";
import type { HttpDependencies, HttpEnv } from "../dependencies.ts";
import { enforceLimit } from "../enforce-limit.ts";
import { HttpProblem } from "../problem.ts";
import { pathText } from "../read-json.ts";

/** How metrics name the page SDK. */
const SOURCE = "page";
const TIME_FIX = "write a moment from 2000 to 2100: epoch seconds, ms, µs or ns, or ISO-8601; or leave it out";

/** `POST /v1/capture`: 200 means the accepted events are on disk. A bad event costs only itself. */
export function captureRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { engine, clock, log, metrics } = dependencies;

  app.post("/v1/capture", async (context) => {
    const { product, session, body: envelope } = await authoriseBody(context, dependencies, captureEnvelope);
    enforceLimit(
      context,
      dependencies,
      "session_events",
      `${product.id}\u0000${session.sessionId}`,
      envelope.events.length,
    );
    const receivedAt = clock.now();
    const { events, rejected } = checkEvents(envelope.events, isClockWrong(envelope.sent_at, receivedAt));
    metrics.received(SOURCE, envelope.events.length);
    for (const { code } of rejected) metrics.events({ result: "rejected", source: SOURCE, reason: code });
    if (envelope.queue !== undefined && envelope.queue.dropped > 0) {
      metrics.clientDropped(envelope.queue.dropped);
      log.warn({ productId: product.id, sessionId: session.sessionId, ...envelope.queue }, "page lost events");
    }
    if (events.length === 0) throw allRejected(rejected);
    const sent = envelope.sent_at === undefined ? {} : { sentAt: envelope.sent_at };
    const actions = events.map((event) => normaliseEvent({ event, receivedAt, ...sent }));
    let duplicateCount: number;
    try {
      ({ duplicateCount } = await engine.apply(product.id, session.sessionId, { type: "actions", actions }));
    } catch (error) {
      metrics.events({ result: "failed", source: SOURCE }, events.length);
      throw error;
    }
    metrics.events({ result: "stored", source: SOURCE }, events.length - duplicateCount);
    metrics.events({ result: "duplicate", source: SOURCE }, duplicateCount);
    const reply: CaptureReply = { accepted: events.length - duplicateCount, duplicate: duplicateCount, rejected };
    return context.json(reply);
  });
}

/** A page whose clock is wrong cannot help what it says of the time, and is not asked. */
function checkEvents(
  candidates: readonly unknown[],
  hasWrongClock: boolean,
): { events: RawEvent[]; rejected: RejectedEvent[] } {
  const events: RawEvent[] = [];
  const rejected: RejectedEvent[] = [];
  candidates.forEach((candidate, index) => {
    const parsed = rawEvent.safeParse(candidate);
    if (parsed.success && (hasWrongClock || isEventTime(parsed.data.at))) {
      events.push(parsed.data);
      return;
    }
    if (parsed.success) {
      rejected.push({ index, code: "time_invalid", path: pathText(["events", index, "at"]), detail: TIME_FIX });
      return;
    }
    const issue = parsed.error.issues[0];
    const path = pathText(["events", index, ...(issue?.path ?? [])]);
    rejected.push({ index, code: issue?.code ?? "invalid", path, detail: issue?.message ?? "not an event" });
  });
  return { events, rejected };
}

function allRejected(rejected: readonly RejectedEvent[]): HttpProblem {
  const errors = rejected.slice(0, 20).map(({ path, code, detail }) => ({ path, code, detail }));
  return new HttpProblem("body_invalid", `${errors[0]?.path}: ${errors[0]?.detail}`, { errors });
}
