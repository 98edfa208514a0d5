import type { Api } from "./api.ts";
import type { ApiReply } from "./api-reply.ts";
import { pauseBeforeRetry } from "./backoff.ts";

/** Tells the server what happened to offers and tours: in order, each until it is answered or given up. */
export interface Reporter {
  report<Body>(path: string, body: object, options?: { readonly beacon: boolean }): Promise<ApiReply<Body>>;
  /** The page is going away: sends once more, by beacon, what has no answer yet. */
  leave(beacon: (path: string, body: object) => boolean): void;
  stop(): void;
}

const ATTEMPTS = 6;
const WAITING_LIMIT = 100;

export function createReporter(api: Api, random: () => number = Math.random): Reporter {
  const unanswered = new Set<{ readonly path: string; readonly body: object }>();
  let last: Promise<unknown> = Promise.resolve();
  let stopped = false;

  async function deliver<Body>(path: string, body: object): Promise<ApiReply<Body>> {
    for (let failures = 1; !stopped; failures++) {
      const reply = await api.post<Body>(path, () => body);
      if (reply.type !== "unreachable" || failures === ATTEMPTS) return reply;
      await pauseBeforeRetry(reply.retryAfterMs, failures, random());
    }
    return { type: "unreachable" };
  }

  return {
    report(path, body, { beacon } = { beacon: true }) {
      const entry = { path, body };
      if (beacon && unanswered.size < WAITING_LIMIT) unanswered.add(entry);
      const reply = last.then(() => deliver<never>(path, body)).finally(() => unanswered.delete(entry));
      last = reply;
      return reply;
    },
    leave(beacon) {
      for (const { path, body } of unanswered) beacon(path, body);
    },
    stop() {
      stopped = true;
      unanswered.clear();
    },
  };
}
