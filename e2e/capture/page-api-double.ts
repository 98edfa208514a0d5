import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type {
  CaptureRequest,
  NudgeFrames,
  OfferWire,
  OutcomeRequest,
  RawEvent,
  SessionRequest,
  TourWire,
} from "@usher/core";

/** A request the page made, as it arrived. */
export interface Received {
  readonly path: string;
  readonly contentType: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}

interface OpenStream {
  readonly response: ServerResponse;
  readonly lastEventId: string | undefined;
}

/**
 * A test double of the server's page API on a real socket, which also serves the page under test.
 * It keeps what it was sent, decides nothing, and can be told to refuse.
 */
export interface PageApiDouble {
  readonly origin: string;
  readonly received: Received[];
  readonly streams: OpenStream[];
  /** Status codes with which the next requests to a path that starts so are answered. */
  readonly failures: { readonly path: string; readonly status: number; readonly headers?: Record<string, string> }[];
  readonly tours: Map<string, TourWire>;
  events(): RawEvent[];
  bodies<Body>(path: string): Body[];
  send<Name extends keyof NudgeFrames>(event: Name, data: NudgeFrames[Name]): void;
  offer(offer: OfferWire): void;
  /** Makes every token given so far void. */
  expireTokens(): void;
  reset(): void;
  close(): Promise<void>;
}

export async function startPageApiDouble(files: ReadonlyMap<string, string>): Promise<PageApiDouble> {
  const received: Received[] = [];
  const streams: OpenStream[] = [];
  const failures: PageApiDouble["failures"] = [];
  const tours = new Map<string, TourWire>();
  const good = new Set<string>();
  const claims = new Map<string, string>();
  let live: OfferWire | undefined;
  let count = 0;
  let session = 1;

  const server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "/").split("?")[0] as string;
    if (!path.startsWith("/v1/")) return serveFile(path, response);
    const text = await readBody(request);
    const body = text === "" ? {} : JSON.parse(text);
    const authorization = request.headers.authorization;
    received.push({ path, contentType: request.headers["content-type"] ?? "", authorization, body });
    const failure = failures.findIndex((each) => path.startsWith(each.path));
    if (failure !== -1) {
      const [{ status, headers }] = failures.splice(failure, 1) as [(typeof failures)[0]];
      return answer(response, status, { code: "told_to_fail" }, headers);
    }
    if (path === "/v1/session") return answerSession(body, response);
    const token = authorization?.replace("Bearer ", "") ?? body.token;
    if (!good.has(token)) return answer(response, 401, { code: "token_expired" });
    if (path === "/v1/capture") {
      return answer(response, 200, { accepted: body.events.length, duplicate: 0, rejected: [] });
    }
    if (path === "/v1/nudges") return openStream(request, response);
    if (path.endsWith("/outcome")) return answerOutcome(path.split("/")[3] as string, body, response);
    if (path.endsWith("/start")) {
      return answer(response, 200, { run_id: body.run_id, tour: tours.get(path.split("/")[3] as string) });
    }
    if (path === "/v1/chat") return answerChat(body, response);
    answer(response, 200, { status: "ok" });
  }

  function serveFile(path: string, response: ServerResponse): void {
    const file = files.get(path.slice(1));
    response.writeHead(200, {
      "content-type": file === undefined ? "text/html" : path.endsWith(".css") ? "text/css" : "text/javascript",
      "content-security-policy":
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'",
    });
    response.end(file ?? files.get("index.html"));
  }

  function answerSession(body: SessionRequest, response: ServerResponse): void {
    if (body.reset) session++;
    const token = `token-${++count}`;
    good.add(token);
    answer(response, 200, {
      session_id: `s${session}`,
      visitor: body.visitor ? { id: body.visitor.id } : { id: `v${count}`, secret: "secret" },
      level: body.identity ? "claimed" : "anonymous",
      token,
      token_expires_in_s: 900,
      heartbeat_s: 15,
      detectors: true,
    });
    // As the contract says: naming a user closes the streams opened before.
    if (body.identity) for (const stream of streams.splice(0)) stream.response.end();
  }

  function openStream(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    const lastEventId = request.headers["last-event-id"];
    const stream: OpenStream = { response, lastEventId: lastEventId?.toString() };
    streams.push(stream);
    response.on("close", () => {
      const index = streams.indexOf(stream);
      if (index !== -1) streams.splice(index, 1);
    });
    write(response, "ready", { session_id: `s${session}`, resumed: lastEventId !== undefined, offer: live ?? null });
  }

  function answerOutcome(offerId: string, { outcome, tab_id = "" }: OutcomeRequest, response: ServerResponse): void {
    if (live?.id !== offerId) return answer(response, outcome === "shown" ? 409 : 200, { code: "offer_not_open" });
    if (outcome === "shown") {
      const holder = claims.get(offerId) ?? tab_id;
      claims.set(offerId, holder);
      if (holder !== tab_id) return answer(response, 409, { code: "offer_claimed" });
      live = { ...live, status: "shown" };
    }
    const offer = live;
    if (outcome !== "shown" && outcome !== "delivered") live = undefined;
    answer(response, 200, { offer });
  }

  function answerChat(body: { message?: string; closed?: boolean }, response: ServerResponse): void {
    if (body.closed) return answer(response, 200, { status: "ok" });
    response.writeHead(200, { "content-type": "text/event-stream" });
    if (body.message === undefined) {
      write(response, "message", { id: "m1", role: "assistant", text: "What would you like to change?" });
    } else {
      write(response, "reply-delta", { id: "m2", text: "Select the rows first." });
    }
    write(response, "reply-done", { id: body.message === undefined ? "m1" : "m2", source: "how_to" });
    response.end();
  }

  function send(event: string, data: unknown): void {
    for (const { response } of streams) write(response, event, data, `e:${++count}`);
  }

  return {
    origin,
    received,
    streams,
    failures,
    tours,
    events: () =>
      received
        .filter(({ path }) => path === "/v1/capture")
        .flatMap(({ body }) => (body as unknown as CaptureRequest).events),
    bodies: <Body>(path: string) => received.filter((each) => each.path === path).map(({ body }) => body as Body),
    send,
    offer(offer) {
      live = offer;
      send("offer", offer);
    },
    expireTokens: () => good.clear(),
    reset() {
      received.length = 0;
      failures.length = 0;
      live = undefined;
      claims.clear();
      session++;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function write(response: ServerResponse, event: string, data: unknown, id?: string): void {
  response.write(`event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`);
}

function answer(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}
