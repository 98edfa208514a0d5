import type { CaptureReply, CaptureRequest, RawEvent } from "@usher/core";
import type { ApiReply } from "./api-reply.ts";
import { backoffMs } from "./backoff.ts";
import type { EventQueue } from "./event-queue.ts";
import { sliceEvents } from "./slice-events.ts";

export interface Sender {
  add(event: RawEvent): void;
  /** The page may be going away: hands over what is not on its way yet. `beacon` answers whether the browser took it. */
  leave(beacon: (body: CaptureRequest) => boolean): void;
  /** The network is back: do not wait longer. */
  wake(): void;
  stop(): void;
}

export interface SenderOptions {
  readonly queue: EventQueue;
  post(body: () => CaptureRequest): Promise<ApiReply<CaptureReply>>;
  onError(code: string, message: string): void;
  readonly random?: () => number;
  /** Milliseconds: how long what is not urgent waits for company, and the first back-off. */
  readonly wait?: { readonly batch: number; readonly retryBase: number };
}

const WAIT = { batch: 2_000, retryBase: 1_000 };
const BATCH_EVENTS = 50;
const BATCH_BYTES = 45_000;

/** What may cause an offer, and so is sent at once. */
const URGENT: Record<RawEvent["type"], boolean> = {
  click: true,
  submit: true,
  custom: true,
  page_view: true,
  page_leave: false,
  change: false,
  visibility: false,
  error: true,
  dead_click: true,
  form_close: true,
  input_activity: true,
};

/** Empties the queue, one request at a time; what fails is repeated, what is refused is dropped and counted. */
export function startSender(options: SenderOptions): Sender {
  const { queue, post, onError, random = Math.random, wait = WAIT } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onItsWay: readonly RawEvent[] = [];
  let failures = 0;
  let maxEvents = BATCH_EVENTS;
  let stopped = false;

  function schedule(ms: number): void {
    if (!stopped) timer ??= setTimeout(send, ms);
  }

  function sendRest(): void {
    const rest = queue.head(maxEvents);
    if (rest.some((event) => URGENT[event.type])) void send();
    else if (rest.length > 0) schedule(wait.batch);
  }

  async function send(): Promise<void> {
    if (stopped || onItsWay.length > 0) return;
    clearTimeout(timer);
    timer = undefined;
    const batch = sliceEvents(queue.head(maxEvents), maxEvents, BATCH_BYTES)[0];
    if (batch === undefined) return;
    onItsWay = batch;
    const losses = queue.losses();
    const lost = losses.dropped > 0 || losses.retries > 0;
    const reply = await post(() => ({ events: batch, sent_at: Date.now(), ...(lost ? { queue: losses } : {}) }));
    onItsWay = [];
    if (reply.type === "unreachable") {
      failures++;
      queue.countRetry();
      schedule(reply.retryAfterMs ?? backoffMs(failures, random(), wait.retryBase));
      return;
    }
    failures = 0;
    if (reply.type === "ok") {
      queue.remove(batch);
      queue.reported(losses);
      for (const { code, path, detail } of reply.body.rejected) onError(code, `${path}: ${detail}`);
    } else if (reply.status === 413 && batch.length > 1) {
      maxEvents = Math.ceil(batch.length / 2);
    } else {
      queue.remove(batch);
      queue.countLost(batch.length);
      onError(reply.code, `${batch.length} events were refused: ${reply.detail}`);
    }
    sendRest();
  }

  if (queue.size > 0) void send();
  return {
    add(event) {
      if (stopped) return;
      queue.add(event);
      if (onItsWay.length > 0 || failures > 0) return;
      // A timer would fire only after all that the page does about the same click; a microtask comes before it.
      if (URGENT[event.type]) queueMicrotask(send);
      else schedule(wait.batch);
    },
    leave(beacon) {
      const rest = queue.all().filter((event) => !onItsWay.includes(event));
      for (const events of sliceEvents(rest, BATCH_EVENTS, BATCH_BYTES)) {
        if (!beacon({ events, sent_at: Date.now() })) break;
        // While the server is out of reach a beacon proves nothing: keep the events and let ids sort out repeats.
        if (failures === 0) queue.remove(events);
      }
    },
    wake: () => void send(),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
