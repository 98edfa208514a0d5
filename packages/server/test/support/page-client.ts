import { randomUUID } from "node:crypto";
import type {
  CaptureReply,
  ChatFrames,
  NudgeFrames,
  OfferWire,
  OutcomeRequest,
  RawEvent,
  SessionReply,
  SessionRequest,
} from "@usher/core";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { KEY, ORIGIN, PROJECTS } from "./sample-config.ts";

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

export interface Frame<Frames> {
  readonly event: keyof Frames & string;
  readonly id: string | undefined;
  readonly data: never;
}

/** Speaks the page's side of the wire, without a browser. */
export interface PageClient {
  readonly url: string;
  session: SessionReply;
  start(request?: SessionRequest): Promise<SessionReply>;
  post<Body = Record<string, unknown>>(path: string, body: unknown, init?: RequestInit): Promise<Answer<Body>>;
  capture(...events: readonly Partial<RawEvent>[]): Promise<CaptureReply>;
  /** Three "Save changes" clicks on the projects page. */
  threeSaves(): Promise<CaptureReply>;
  outcome(offerId: string, request: OutcomeRequest): Promise<Answer<{ offer: OfferWire }>>;
  listen(options?: { readonly lastEventId?: string }): Promise<Listening>;
  chat(body: unknown): Promise<Frame<ChatFrames>[]>;
}

export interface Listening {
  readonly frames: Frame<NudgeFrames>[];
  /** The next frame of this kind that was not taken yet; rejects after two seconds. */
  next<Event extends keyof NudgeFrames>(
    event: Event,
  ): Promise<{ readonly id: string | undefined; readonly data: NudgeFrames[Event] }>;
  /** Resolves when the server ended the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

export function createPageClient(
  url: string,
  options: { readonly key?: string; readonly origin?: string } = {},
): PageClient {
  const { key = KEY, origin = ORIGIN } = options;
  const headers = (token: string): Record<string, string> => ({
    authorization: `Bearer ${token}`,
    origin,
    "content-type": "application/json",
  });

  const client: PageClient = {
    url,
    session: undefined as unknown as SessionReply,

    async start(request = {}) {
      const answer = await send<SessionReply>("/v1/session", request, { headers: headers(key) });
      if (answer.status !== 200)
        throw new Error(`POST /v1/session answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      client.session = answer.body;
      return answer.body;
    },

    post: (path, body, init) => send(path, body, { headers: headers(client.session?.token ?? ""), ...init }),

    async capture(...events) {
      const full = events.map((event) => ({
        id: randomUUID(),
        type: "click",
        at: Date.now(),
        url: PROJECTS,
        ...event,
      }));
      const answer = await client.post<CaptureReply>("/v1/capture", { events: full });
      if (answer.status !== 200) throw new Error(`capture answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },

    threeSaves() {
      const save = { element: { role: "button", label: "Save changes" } };
      return client.capture({ type: "page_view", title: "Projects" }, save, save, save);
    },

    outcome: (offerId, request) => client.post(`/v1/offers/${offerId}/outcome`, request),

    async listen({ lastEventId } = {}) {
      const controller = new AbortController();
      const response = await fetch(`${url}/v1/nudges`, {
        headers: {
          ...headers(client.session.token),
          ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
        },
        signal: controller.signal,
      });
      if (response.status !== 200 || response.body === null) throw new Error(`stream answered ${response.status}`);
      return collect(response.body, controller);
    },

    async chat(body) {
      const response = await fetch(`${url}/v1/chat`, {
        method: "POST",
        headers: headers(client.session.token),
        body: JSON.stringify(body),
      });
      const frames: Frame<ChatFrames>[] = [];
      if (response.body === null) return frames;
      for await (const { event, id, data } of events(response.body)) {
        frames.push({ event: (event ?? "message") as keyof ChatFrames, id, data: JSON.parse(data) as never });
      }
      return frames;
    },
  };

  async function send<Body>(path: string, body: unknown, init: RequestInit): Promise<Answer<Body>> {
    const text = typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
    const response = await fetch(`${url}${path}`, { method: "POST", body: text as string, ...init });
    const reply = await response.text();
    return {
      status: response.status,
      body: (reply === "" ? undefined : JSON.parse(reply)) as Body,
      headers: response.headers,
    };
  }

  return client;
}

function events(body: ReadableStream<Uint8Array>) {
  const decoder = new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>;
  return body.pipeThrough(decoder).pipeThrough(new EventSourceParserStream());
}

function collect(body: ReadableStream<Uint8Array>, controller: AbortController): Listening {
  const frames: Frame<NudgeFrames>[] = [];
  const taken = new Set<Frame<NudgeFrames>>();
  let wake: (() => void) | undefined;
  const ended = (async () => {
    try {
      for await (const { event, id, data } of events(body)) {
        frames.push({ event: event as keyof NudgeFrames, id, data: JSON.parse(data) as never });
        wake?.();
      }
    } catch {
      // Closed by us.
    }
  })();
  return {
    frames,
    ended,
    close: () => controller.abort(),
    async next(event) {
      const giveUpAt = performance.now() + 10_000;
      for (;;) {
        const frame = frames.find((candidate) => candidate.event === event && !taken.has(candidate));
        if (frame !== undefined) {
          taken.add(frame);
          return frame;
        }
        const left = giveUpAt - performance.now();
        if (left <= 0) throw new Error(`no ${event} frame; got ${frames.map((one) => one.event).join(", ")}`);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    },
  };
}
