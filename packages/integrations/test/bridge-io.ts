import { createHmac } from "node:crypto";
import type {
  BridgeHttpRequest,
  BridgeHttpResponse,
  BridgeIo,
  BridgeTools,
  InboundRequest,
  PageDelivery,
} from "../src/chat/index.ts";

/** The moment of every test. */
export const NOW = 1_795_178_200_000;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** What a server on Node lends to bridges. */
export const bridgeTools: BridgeTools = {
  now: () => NOW,
  hmac: (algorithm, key, message) => createHmac(algorithm, key).update(message).digest(),
  decodeText(bytes) {
    try {
      return utf8.decode(bytes);
    } catch {
      return undefined;
    }
  },
  encodeText: (text) => new TextEncoder().encode(text),
};

export interface ScriptedIo extends BridgeIo {
  readonly requests: BridgeHttpRequest[];
  readonly deliveries: PageDelivery[];
}

/** A vendor that gives these answers in turn, the last one for ever after; an Error is a connection that fails. */
export function scriptedIo(
  answers: readonly (BridgeHttpResponse | Error)[],
  { isPageOpen = true }: { readonly isPageOpen?: boolean } = {},
): ScriptedIo {
  const requests: BridgeHttpRequest[] = [];
  const deliveries: PageDelivery[] = [];
  return {
    ...bridgeTools,
    requests,
    deliveries,
    async fetch(request) {
      const answer = answers[Math.min(requests.length, answers.length - 1)];
      requests.push(request);
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error("nobody listens");
      return answer;
    },
    async toPage(_session, delivery) {
      if (isPageOpen) deliveries.push(delivery);
      return isPageOpen;
    },
  };
}

export function answer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): BridgeHttpResponse {
  return { status, headers, text: typeof body === "string" ? body : JSON.stringify(body) };
}

/** A webhook; a body that is neither text nor bytes is sent as JSON. */
export function anInbound(body: unknown, over: Partial<Omit<InboundRequest, "body">> = {}): InboundRequest {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  return { path: "/", query: {}, headers: {}, receivedAt: NOW, ...over, body: bytes };
}
