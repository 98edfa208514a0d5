import { type AnyPayload, actionsPayloadToWire, payloadToText, summaryPayloadToWire } from "@usher/core/documented";
import { completeOptions } from "../stream/connector-options.ts";
import { Delivery } from "../stream/delivery.ts";
import { EventReader } from "../stream/event-reader.ts";
import type { WebhookReceiverOptions } from "../webhook/webhook-options.ts";
import { WebhookReceiver } from "../webhook/webhook-receiver.ts";

type Input = Readonly<Record<string, unknown>>;

const DEFAULT_QUEUE_SIZE = 500;

/** Runs the recorded cases of the two areas this package answers for, in the form core's runner takes. */
export const conformanceAreas: readonly {
  readonly area: string;
  run(fn: string, input: Input): Promise<unknown>;
}[] = [
  {
    area: "webhook_receiver",
    async run(fn, input) {
      if (fn === "webhook_verify") return receiverFor(input).verify(bodyOf(input), input.signature as string | null);
      if (fn === "webhook_parse") {
        const payload = new WebhookReceiver({ acceptUnsigned: true }).parse(bodyOf(input));
        return payload && toVector(payload);
      }
      if (fn === "webhook_handle") return handle(input);
      throw new Error(`no runner for ${fn}`);
    },
  },
  {
    area: "sse_dispatch",
    async run(fn, input) {
      if (fn === "sse_dispatch") return dispatch(input);
      throw new Error(`no runner for ${fn}`);
    },
  },
];

/** A recorded blank secret accepts everything; here that has to be said. The moments of the cases are in the past. */
function receiverFor(input: Input, options: WebhookReceiverOptions = {}): WebhookReceiver {
  const secret = input.secret as string;
  return new WebhookReceiver({
    ...options,
    maxAgeMs: null,
    ...(secret === "" ? { acceptUnsigned: true } : { secret }),
  });
}

async function handle(input: Input): Promise<unknown> {
  const callbacks: string[] = [];
  const callback = (payload: AnyPayload): unknown => {
    callbacks.push(payload.type);
    if (input.callback === "raise") throw new Error("as recorded");
    return input.callback === "async" ? Promise.resolve() : undefined;
  };
  const handlers = input.callback === "none" ? {} : { onActions: callback, onSummary: callback };
  const outcome = await receiverFor(input, handlers).handle(bodyOf(input), input.signature as string | null);
  if (outcome.type === "rejected") return { error: "ValueError" };
  const payload = outcome.type === "handled" || outcome.type === "failed" ? outcome.payload : null;
  return { returned: payload?.type ?? null, callbacks };
}

async function dispatch(input: Input): Promise<unknown> {
  const dispatched: unknown[] = [];
  let release = (): void => {};
  const stalled = new Promise<void>((resolve) => {
    release = resolve;
  });
  const note = async (payload: AnyPayload): Promise<void> => {
    if (input.worker_stalled === true) await stalled;
    dispatched.push({ kind: payload.type, session_id: payload.sessionId, text: textAsSent(payload) });
  };
  const maxQueueSize = (input.max_queue_size as number | undefined) ?? DEFAULT_QUEUE_SIZE;
  const settings = completeOptions({ url: "http://stream", maxQueueSize, overflow: "drop-newest" });
  const delivery = new Delivery(settings, {});
  // The recorded client has one worker for all sessions, as a loop has.
  delivery.deliverToLoop(note);
  const reader = new EventReader({ maxEventChars: settings.maxEventChars });
  for (const chunk of chunksOf(input)) {
    for (const event of reader.read(chunk)) delivery.take(event);
    if (input.worker_stalled !== true) await delivery.idle();
  }
  release();
  await delivery.idle();
  return { dispatched, dropped: delivery.counts.dropped };
}

/**
 * The recorded text stands for what arrived, character by character, U+2028 included. Usher's own listing makes a space
 * of every character that ends a line (MO-5), so it cannot tell whether the client has kept them; this one can.
 */
function textAsSent(payload: AnyPayload): string {
  if (payload.type === "summary") return payload.summary;
  const lines = payload.actions.map(
    ({ index, type, description, canonicalUrl }) => `[${index}] ${type}: ${description} — ${canonicalUrl}`,
  );
  return [`Session ${payload.sessionId ?? "unknown"} — ${lines.length} actions`, ...lines].join("\n");
}

function toVector(payload: AnyPayload): unknown {
  const wire = payload.type === "actions" ? actionsPayloadToWire(payload) : summaryPayloadToWire(payload);
  const { type, ...fields } = wire;
  return { kind: type, ...fields, text: payloadToText(payload) };
}

function bodyOf(input: Input): Uint8Array {
  return typeof input.body_b64 === "string" ? Buffer.from(input.body_b64, "base64") : Buffer.from(String(input.body));
}

function chunksOf(input: Input): Uint8Array[] {
  const encoded = input.chunks_b64 as readonly string[] | undefined;
  if (encoded) return encoded.map((chunk) => Buffer.from(chunk, "base64"));
  return (input.chunks as readonly string[]).map((chunk) => Buffer.from(chunk, "utf8"));
}
