import type { HttpBindings } from "@hono/node-server";
import { HttpProblem } from "./problem.ts";

/** How long a body may bring nothing. (reliability §5.1) */
export const BODY_IDLE_MS = 10_000;

/**
 * Rejects with `body_timeout` once a request's body has brought no byte for so long. The whole request has Node's limit
 * besides; this one frees the socket of who sends nothing at all.
 */
export function stalledBody(
  incoming: HttpBindings["incoming"],
  idleMs: number,
): { readonly stalled: Promise<never>; stop(): void } {
  const { socket } = incoming;
  let timer: ReturnType<typeof setTimeout>;
  const stalled = new Promise<never>((_, reject) => {
    let seen = socket?.bytesRead ?? 0;
    const check = (): void => {
      if (incoming.complete || incoming.destroyed) return;
      const now = socket?.bytesRead ?? 0;
      if (now === seen) {
        const detail = `Nothing of the body came for ${idleMs / 1_000} s.`;
        reject(new HttpProblem("body_timeout", detail, { headers: { connection: "close" } }));
        return;
      }
      seen = now;
      timer = setTimeout(check, idleMs);
    };
    timer = setTimeout(check, idleMs);
  });
  stalled.catch(() => {});
  return { stalled, stop: () => clearTimeout(timer) };
}
