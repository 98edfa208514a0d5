import type { SessionReply, SessionRequest } from "@usher/core";
import type { ApiReply } from "../transport/api-reply.ts";
import { readRefusal, readReply } from "../transport/api-reply.ts";
import { timeZone } from "./time-zone.ts";
import type { VisitorStore } from "./visitor-store.ts";

export type AskSession = (
  request: Omit<SessionRequest, "visitor">,
  asNewVisitor: boolean,
) => Promise<ApiReply<SessionReply>>;

export interface AskSessionOptions {
  readonly key: string;
  readonly host: string;
  readonly fetch: typeof fetch;
  readonly visitors: VisitorStore;
  /** Absent where the browser has none. */
  readonly locks: LockManager | undefined;
}

/** Builds the one call that is authorised by the publishable key. Tabs that open together become one visitor. */
export function createAskSession({ key, host, fetch, visitors, locks }: AskSessionOptions): AskSession {
  return async (request, asNewVisitor) => {
    async function ask(): Promise<ApiReply<SessionReply>> {
      const visitor = asNewVisitor ? undefined : visitors.read();
      try {
        const response = await fetch(`${host}/v1/session`, {
          method: "POST",
          headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
          body: JSON.stringify({ visitor, zone: timeZone(), ...request }),
          credentials: "omit",
          signal: AbortSignal.timeout(15_000),
        });
        // Here 401 means a bad key, which no renewal mends.
        if (response.status === 401) return readRefusal(response);
        const reply = await readReply<SessionReply>(response, Date.now());
        if (reply.type === "ok") visitors.save(reply.body.visitor);
        return reply;
      } catch {
        return { type: "unreachable" };
      }
    }
    if (visitors.read() !== undefined || locks === undefined) return ask();
    try {
      return await locks.request(`usher:${key}:visitor`, ask);
    } catch {
      return ask();
    }
  };
}
