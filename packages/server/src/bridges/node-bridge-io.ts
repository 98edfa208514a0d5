import { createHmac } from "node:crypto";
import type { BridgeHttpRequest, BridgeHttpResponse, BridgeIo, BridgeTools } from "@usher/integrations/chat";
import type { Clock } from "../ports/clock.ts";

/** Of a vendor's answer nobody reads more. */
const MAX_ANSWER_CHARS = 512_000;
const AGAIN_AFTER_MS = 300;
/** The connection was never made, so the request cannot have arrived: sending it again says nothing twice. */
const NEVER_ARRIVED: ReadonlySet<unknown> = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH"]);

/** What bridges are lent on Node. `answerWithinMs` bounds every request, whatever its bridge allows. */
export function nodeBridgeIo(
  clock: Clock,
  fetch: typeof globalThis.fetch,
  answerWithinMs: number = Infinity,
): BridgeIo {
  async function send({ method, url, headers, body, timeoutMs }: BridgeHttpRequest): Promise<BridgeHttpResponse> {
    const response = await fetch(url, {
      method,
      headers: { ...headers },
      ...(body === undefined ? {} : { body }),
      redirect: "manual",
      signal: AbortSignal.timeout(Math.min(timeoutMs, answerWithinMs)),
    });
    const text = (await response.text()).slice(0, MAX_ANSWER_CHARS);
    return { status: response.status, headers: Object.fromEntries(response.headers), text };
  }

  return {
    ...nodeBridgeTools(clock),
    async fetch(request) {
      try {
        return await send(request);
      } catch (error) {
        const cause = error instanceof Error ? (error.cause as { readonly code?: unknown } | undefined) : undefined;
        if (!NEVER_ARRIVED.has(cause?.code)) throw error;
        await new Promise<void>((resolve) => clock.at(clock.now() + AGAIN_AFTER_MS, resolve));
        return send(request);
      }
    },
  };
}

/** What reading and proving a webhook takes. */
export function nodeBridgeTools(clock: Pick<Clock, "now">): BridgeTools {
  return {
    now: clock.now,
    hmac: (algorithm, key, message) => createHmac(algorithm, key).update(message).digest(),
    decodeText(bytes) {
      try {
        return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      } catch {
        return undefined;
      }
    },
    encodeText: (text) => new TextEncoder().encode(text),
  };
}
