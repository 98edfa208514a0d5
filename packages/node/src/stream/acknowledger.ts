import { UsherError } from "@usher/core";
import { withDeadline } from "../with-deadline.ts";
import type { ConnectorSettings } from "./connector-options.ts";

interface Hooks {
  /** What the server gave this reader. */
  readonly fence: () => number | null;
  /** A later reader has the name. */
  readonly onFenced: () => void;
  readonly onError: (error: UsherError) => void;
}

/** An acknowledgement waits at most so long, or for so many payloads. */
const EVERY_MS = 1_000;
const EVERY_PAYLOADS = 100;
const DEADLINE_MS = 5_000;

/** Tells the server how far a named consumer has come: the latest position, now and then. One that got lost is told again. */
export class Acknowledger {
  readonly #settings: Pick<ConnectorSettings, "url" | "secretKey" | "fetch" | "clock">;
  readonly #consumer: string;
  readonly #hooks: Hooks;
  /** Handled and not yet acknowledged. */
  #latest: string | undefined;
  #count = 0;
  #cancelTimer: (() => void) | undefined;
  #sending: Promise<void> | undefined;
  #stopped = false;

  constructor(settings: ConnectorSettings, consumer: string, hooks: Hooks) {
    this.#settings = settings;
    this.#consumer = consumer;
    this.#hooks = hooks;
  }

  /** Everything up to this event was handled. */
  note(id: string): void {
    this.#latest = id;
    this.#count++;
    if (this.#stopped) return;
    if (this.#count >= EVERY_PAYLOADS) void this.#send();
    else this.#wait();
  }

  /** Acknowledges what is left. Tried twice: a connection kept from before may have died with its server. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#sending;
    await this.#send();
    await this.#send();
  }

  #wait(): void {
    this.#cancelTimer ??= this.#settings.clock.after(EVERY_MS, () => {
      this.#cancelTimer = undefined;
      void this.#send();
    });
  }

  async #send(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#sending !== undefined || this.#latest === undefined) return;
    const id = this.#latest;
    this.#latest = undefined;
    this.#count = 0;
    this.#sending = this.#post(id);
    await this.#sending;
    this.#sending = undefined;
    if (this.#latest !== undefined && !this.#stopped) this.#wait();
  }

  async #post(id: string): Promise<void> {
    const { url, secretKey, fetch, clock } = this.#settings;
    const fence = this.#hooks.fence();
    const body = JSON.stringify({ consumer: this.#consumer, id, ...(fence !== null && { fence }) });
    const headers = { "content-type": "application/json", authorization: `Bearer ${secretKey}` };
    try {
      const status = await withDeadline(clock, DEADLINE_MS, "acknowledging", async (signal) => {
        const response = await fetch(ackUrl(url), { method: "POST", headers, body, signal });
        await response.body?.cancel().catch(() => {});
        return response.status;
      });
      if (status === 200) return;
      if (status === 409) return this.#hooks.onFenced();
      // What can pass is tried again; what cannot is told, and the next position makes up for this one.
      if (status >= 500 || status === 429) this.#latest ??= id;
      this.#hooks.onError(new UsherError("acknowledge_failed", `the server answered ${status} to an acknowledgement`));
    } catch (cause) {
      this.#latest ??= id;
      this.#hooks.onError(
        new UsherError("acknowledge_failed", "the server did not answer an acknowledgement", { cause }),
      );
    }
  }
}

function ackUrl(stream: string): string {
  const url = new URL(stream);
  url.search = "";
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/ack`;
  return url.href;
}
