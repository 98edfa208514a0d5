import { UsherError } from "@usher/core";
import type { ActionsPayload, AnyPayload, SummaryPayload } from "@usher/core/documented";
import type { KnowledgeResults } from "../knowledge/knowledge-results.ts";
import { type KnowledgeQuery, queryKnowledgeBase } from "../knowledge/query-knowledge-base.ts";
import { getUserMemory, type UserMemoryProfile, type UserMemoryQuery } from "../memory/get-user-memory.ts";
import { sleep } from "../sleep.ts";
import { Acknowledger } from "./acknowledger.ts";
import { backOffMs } from "./back-off.ts";
import { type ConnectionEnd, holdConnection } from "./connection.ts";
import { type ConnectorClientOptions, type ConnectorSettings, completeOptions } from "./connector-options.ts";
import { Delivery, type DeliveryCounts } from "./delivery.ts";
import { PayloadInbox } from "./payload-inbox.ts";
import type { PayloadHandler, StreamHandlers } from "./stream-handlers.ts";

export type ConnectorState = "idle" | "connecting" | "connected" | "waiting" | "stopped" | "failed";

export interface ConnectorStats extends Readonly<DeliveryCounts> {
  readonly connects: number;
  /** Received and not yet handled. */
  readonly pending: number;
}

/**
 * Reads a product's stream of actions and summaries, and keeps reading: it reconnects, resumes where it was, and
 * notices connections that died silently.
 *
 * Handlers for one session run one after another; those of different sessions run side by side. With `for await`,
 * payloads come one at a time, in the order of arrival.
 */
export class ConnectorClient implements AsyncIterable<AnyPayload> {
  readonly #settings: ConnectorSettings;
  readonly #handlers: StreamHandlers;
  readonly #delivery: Delivery;
  readonly #acknowledger: Acknowledger | undefined;
  readonly #stopping = new AbortController();
  #state: ConnectorState = "idle";
  #run: Promise<void> | undefined;
  #connects = 0;
  /** Ends the connection, not the client. */
  #cut: () => void = () => {};
  #lostName = false;
  /** The server's wish for the first wait, if it has one. */
  #retryMs: number | undefined;

  /** Throws UsherError `option_invalid`, with the path of the option. */
  constructor(options: ConnectorClientOptions) {
    this.#settings = completeOptions(options);
    this.#handlers = options;
    this.#delivery = new Delivery(this.#settings, options, (id) => this.#acknowledger?.note(id));
    const { consumer } = this.#settings;
    if (consumer !== null) {
      this.#acknowledger = new Acknowledger(this.#settings, consumer, {
        fence: () => this.#delivery.fence,
        onFenced: () => this.#lose(),
        onError: (error) => this.#delivery.guard(() => this.#handlers.onError?.(error)),
      });
    }
  }

  get state(): ConnectorState {
    return this.#state;
  }

  get stats(): ConnectorStats {
    return { ...this.#delivery.counts, connects: this.#connects, pending: this.#delivery.pending };
  }

  /** Payloads lost because the queue was full; stays 0 with `overflow: "wait"`. */
  get droppedCount(): number {
    return this.#delivery.counts.dropped;
  }

  /**
   * Everything up to this event was handled; null before the first event with an id. Hand it back as `since` after a
   * restart: nothing is missed, and at most what was under way is repeated.
   */
  get cursor(): string | null {
    return this.#delivery.cursor.position;
  }

  /** Adds a handler; the result removes it. */
  onActions(handler: PayloadHandler<ActionsPayload>): () => void {
    this.#delivery.actions.add(handler);
    return () => void this.#delivery.actions.delete(handler);
  }

  /** Adds a handler; the result removes it. */
  onSummary(handler: PayloadHandler<SummaryPayload>): () => void {
    this.#delivery.summaries.add(handler);
    return () => void this.#delivery.summaries.delete(handler);
  }

  /** Adds a handler for frames of any other type, as they came on the wire; the result removes it. */
  onOther(handler: PayloadHandler<Readonly<Record<string, unknown>>>): () => void {
    this.#delivery.others.add(handler);
    return () => void this.#delivery.others.delete(handler);
  }

  /** Golden paths and documents that answer a question, the best first. Works whether or not the client runs. */
  queryKnowledgeBase(query: KnowledgeQuery): Promise<KnowledgeResults> {
    return queryKnowledgeBase(this.#settings, query);
  }

  /** What is remembered of a user: mastered, in progress, untouched. Rejects with `memory_unavailable`, `deadline_exceeded`. */
  getUserMemory(query: UserMemoryQuery): Promise<UserMemoryProfile> {
    return getUserMemory(this.#settings, query);
  }

  /**
   * Reads until `stop`. Rejects with UsherError `stream_unauthorized`, `stream_forbidden` or `stream_not_found` at
   * once, because trying again cannot help, and with `stream_retries_exhausted` when `maxRetries` is used up. A client
   * runs once.
   */
  async run(): Promise<void> {
    if (this.#run) throw new UsherError("client_already_started", "a client runs once; make a new one");
    this.#run = this.#loop();
    try {
      await this.#run;
      this.#state = "stopped";
    } catch (error) {
      this.#state = "failed";
      throw error;
    }
  }

  /**
   * Closes the connection at once, also a silent one. With `drainMs`, waits so long at most for payloads already
   * received to be handled; what is left then stays unhandled, and `cursor` stays before it.
   */
  async stop({ drainMs = 0 }: { readonly drainMs?: number } = {}): Promise<void> {
    this.#stopping.abort();
    if (drainMs > 0 && this.#delivery.pending > 0) {
      const drained = new AbortController();
      void this.#delivery.idle().then(() => drained.abort());
      await sleep(this.#settings.clock, drainMs, drained.signal);
    }
    this.#delivery.close();
    await this.#run?.catch(() => {});
    await this.#acknowledger?.stop();
    if (this.#state !== "failed") this.#state = "stopped";
  }

  /** Starts the client, and yields its payloads. Leaving the loop stops it; what `run` would reject with is thrown. */
  [Symbol.asyncIterator](): AsyncIterator<AnyPayload> {
    const inbox = new PayloadInbox(() => this.stop());
    this.#delivery.deliverToLoop((payload) => inbox.push(payload));
    const settled = this.run().then(
      () => ({}),
      (error: unknown) => ({ error }),
    );
    // What was received before the end still belongs to the loop.
    void settled.then(async (end) => {
      await this.#delivery.idle();
      inbox.end(end);
    });
    return inbox;
  }

  async #loop(): Promise<void> {
    const { clock, maxRetries, onMetric } = this.#settings;
    const { signal } = this.#stopping;
    for (let attempt = 1; !signal.aborted; attempt++) {
      this.#state = "connecting";
      const before = this.#delivery.counts.received;
      const end = await this.#connect(signal);
      if (signal.aborted) return;
      // A connection that merely opened proves nothing: a server that hangs up at once would be retried for ever.
      const caughtUp = end.reason === "lagged" && this.#delivery.counts.received > before;
      if (caughtUp || (end.lastedMs > 0 && end.lastedMs >= this.#settings.stableAfterMs)) attempt = 1;
      const retryInMs = attempt > maxRetries ? null : this.#waitMs(attempt, end);
      onMetric({ type: "stream-disconnected", reason: end.reason, attempt });
      const { reason, error } = end;
      const told = { reason, attempt, retryInMs, ...(error !== undefined && { error }) };
      this.#delivery.guard(() => this.#handlers.onDisconnect?.(told));
      if (retryInMs === null)
        throw new UsherError("stream_retries_exhausted", `gave up after ${maxRetries} reconnects: ${reason}`, {
          cause: error,
        });
      this.#state = "waiting";
      await sleep(clock, retryInMs, signal);
    }
  }

  #connect(signal: AbortSignal): Promise<ConnectionEnd> {
    const { lastEventId } = this.#delivery;
    const held = this.#hold(signal);
    return holdConnection(
      this.#settings,
      { url: this.#address(), lastEventId, signal: held.signal },
      {
        onOpen: () => {
          this.#state = "connected";
          this.#connects++;
          this.#settings.onMetric({ type: "stream-connected" });
          this.#delivery.guard(() => this.#handlers.onConnect?.());
        },
        onRetry: (retryMs) => {
          this.#retryMs = Math.min(retryMs, this.#settings.maxBackoffMs);
        },
        onEvent: (event) => this.#delivery.take(event),
      },
    ).finally(held.release);
  }

  /** `?since=` says where to begin; once an event has come, its id says where to go on. */
  #address(): string {
    const { url, since, consumer, takeover } = this.#settings;
    const { lastEventId, wasReset, fence } = this.#delivery;
    const address = new URL(url);
    const from = wasReset ? "0" : since;
    if (lastEventId === null && from !== null) address.searchParams.set("since", from);
    if (consumer !== null) address.searchParams.set("consumer", consumer);
    // The fence proves that this is the reader the server knows, come back.
    if (fence !== null) address.searchParams.set("fence", String(fence));
    else if (takeover && !this.#lostName) address.searchParams.set("takeover", "1");
    return address.search === "" ? url : address.href;
  }

  /** A signal for one connection, which also ends when the consumer's name is lost. */
  #hold(signal: AbortSignal): { readonly signal: AbortSignal; readonly release: () => void } {
    const connection = new AbortController();
    const abort = (): void => connection.abort();
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    this.#cut = abort;
    return { signal: connection.signal, release: () => signal.removeEventListener("abort", abort) };
  }

  /** Another client took the name. This one stands by until it is free again; it does not take it back. */
  #lose(): void {
    this.#lostName = true;
    this.#delivery.forget();
    this.#cut();
  }

  #waitMs(attempt: number, end: ConnectionEnd): number {
    const { initialBackoffMs, maxBackoffMs, random } = this.#settings;
    const chosen = backOffMs(attempt, { initialMs: this.#retryMs ?? initialBackoffMs, maxMs: maxBackoffMs, random });
    return Math.max(chosen, Math.min(end.retryAfterMs, maxBackoffMs));
  }
}
