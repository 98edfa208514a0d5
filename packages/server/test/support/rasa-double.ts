import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { Server as SocketServer } from "socket.io";

/** Something that reached the double, in order. */
export type RasaCall =
  | { readonly type: "trigger"; readonly senderId: string; readonly text: string; readonly at: number }
  | { readonly type: "user"; readonly senderId: string; readonly text: string; readonly metadata: unknown };

/**
 * A test double of a Rasa 3 server with a trained bot: its HTTP API with token authentication, its REST channel, and its
 * socket.io channel with `session_persistence: true`. What it answers to a user is up to the test, as an action server's
 * reply would be. Real Rasa needs Python and TensorFlow and does not run where these tests do.
 */
export interface RasaDouble {
  readonly url: string;
  readonly calls: RasaCall[];
  /** Session ids that sockets are in the rooms of. */
  readonly rooms: () => readonly string[];
  /** `down`: connections are dropped. A number: every request to the API is answered with it. */
  set(behaviour: "up" | "down" | number): void;
  /** Until then no widget gets a session. */
  holdSessions(hold: boolean): void;
  stop(): Promise<void>;
}

export interface RasaDoubleOptions {
  readonly token?: string;
  /** Intents the model knows. */
  readonly intents?: readonly string[];
  /** What its action answers to a user's message; `""` stands for the turn without words. Default: nothing. */
  readonly answer?: (text: string, senderId: string) => string | undefined | Promise<string | undefined>;
}

interface TrackerEvent {
  readonly event: string;
  readonly timestamp: number;
  readonly text?: string | null;
  readonly name?: string;
}

export async function startRasaDouble(options: RasaDoubleOptions = {}): Promise<RasaDouble> {
  const { token, intents = ["EXTERNAL_proactive", "nlu_fallback"], answer = () => undefined } = options;
  const calls: RasaCall[] = [];
  const trackers = new Map<string, TrackerEvent[]>();
  let behaviour: "up" | "down" | number = "up";
  let held: (() => void)[] | undefined;

  const server = createServer((request, response) => {
    if (request.url?.startsWith("/socket.io/") === true) return;
    void handle(request, response).catch(() => response.destroy());
  });
  const io = new SocketServer(server, { cors: { origin: true, credentials: true }, wsEngine: wsEngine() });

  io.use((_socket, next) => (behaviour === "down" ? next(new Error("down")) : next()));
  io.on("connection", (socket) => {
    socket.on("session_request", (data: { session_id?: string | null } | null) => {
      const confirm = (): void => {
        const id = data?.session_id ?? randomUUID().replaceAll("-", "");
        void socket.join(id);
        socket.emit("session_confirm", id);
      };
      if (held === undefined) confirm();
      else held.push(confirm);
    });
    socket.on("user_uttered", (data: { message?: string; session_id?: string; customData?: unknown }) => {
      // With session_persistence Rasa drops what names no session.
      if (data.session_id === undefined) return;
      void heard(data.session_id, data.message ?? "", data.customData);
    });
  });

  async function heard(senderId: string, text: string, metadata: unknown): Promise<readonly string[]> {
    calls.push({ type: "user", senderId, text, metadata });
    events(senderId).push({ event: "user", text, timestamp: Date.now() / 1_000 });
    const said = await answer(text, senderId);
    if (said === undefined) return [];
    utter(senderId, said);
    return [said];
  }

  function utter(senderId: string, text: string): void {
    events(senderId).push({ event: "bot", text, timestamp: Date.now() / 1_000 });
    io.to(senderId).emit("bot_uttered", { text });
  }

  function events(senderId: string): TrackerEvent[] {
    const known = trackers.get(senderId) ?? [];
    trackers.set(senderId, known);
    return known;
  }

  function tracker(senderId: string): object {
    return { sender_id: senderId, slots: {}, events: events(senderId), paused: false, latest_input_channel: null };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (behaviour === "down") return void request.socket.destroy();
    const url = new URL(request.url ?? "/", "http://rasa");
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { "content-type": "application/json", "access-control-allow-origin": "*" });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    };
    const fail = (status: number, reason: string, message: string): void =>
      send(status, { version: "3.6.20", status: "failure", message, reason, details: {}, help: null, code: status });
    if (url.pathname === "/") return send(200, "Hello from Rasa: 3.6.20");
    if (typeof behaviour === "number") return fail(behaviour, "Failure", "The double was told to fail.");
    const parts = url.pathname.split("/").filter(Boolean).map(decodeURIComponent);
    const isApi = parts[0] !== "webhooks";
    if (isApi && token !== undefined && url.searchParams.get("token") !== token) {
      return fail(401, "NotAuthenticated", "User is not authenticated.");
    }
    const body = request.method === "POST" ? await readBody(request) : {};
    if (url.pathname === "/status")
      return send(200, { model_file: "double.tar.gz", fingerprint: {}, num_active_training_jobs: 0 });
    if (url.pathname === "/webhooks/rest/webhook") {
      const {
        sender = "default",
        message = "",
        metadata,
      } = body as { sender?: string; message?: string; metadata?: unknown };
      const said = await heard(sender, message, metadata);
      return send(
        200,
        said.map((text) => ({ recipient_id: sender, text })),
      );
    }
    const [conversations, senderId = "", what, more] = parts;
    if (conversations !== "conversations") return fail(404, "NotFound", "Requested URL was not found");
    if (what === "tracker" && more === "events") {
      const given = body as TrackerEvent | TrackerEvent[];
      events(senderId).push(...(Array.isArray(given) ? given : [given]));
      return send(200, tracker(senderId));
    }
    if (what === "tracker") return send(200, tracker(senderId));
    if (what !== "trigger_intent") return fail(404, "NotFound", "Requested URL was not found");
    const { name, entities } = body as { name?: string; entities?: { proactive_text?: string } };
    if (name === undefined) return fail(400, "BadRequest", "Name of the intent not provided in request body.");
    if (!intents.includes(name)) return fail(404, "NotFound", `The intent ${name} does not exist in the domain.`);
    const text = entities?.proactive_text ?? "";
    calls.push({ type: "trigger", senderId, text, at: Date.now() });
    events(senderId).push({ event: "user", text: `EXTERNAL: ${name}`, timestamp: Date.now() / 1_000 });
    const channel = url.searchParams.get("output_channel");
    if (channel === "socketio") {
      // As Rasa: a room that nobody is in swallows it, and the answer is 200 all the same.
      if (text !== "") utter(senderId, text);
      return send(200, { tracker: tracker(senderId) });
    }
    events(senderId).push({ event: "bot", text, timestamp: Date.now() / 1_000 });
    return send(200, { tracker: tracker(senderId), messages: [{ recipient_id: senderId, text }] });
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    rooms: () => [...io.sockets.adapter.rooms.keys()].filter((room) => !io.sockets.adapter.sids.has(room)),
    set(next) {
      behaviour = next;
      if (next === "down") io.disconnectSockets(true);
    },
    holdSessions(hold) {
      const waiting = held ?? [];
      held = hold ? [] : undefined;
      if (!hold) for (const confirm of waiting) confirm();
    },
    async stop() {
      await io.close();
      server.closeAllConnections();
    },
  };
}

/** Where tests run, `require("ws")` gives its ES module, which socket.io does not expect: it calls the server another name. */
function wsEngine(): never {
  const ws = createRequire(import.meta.url)("ws") as { readonly WebSocketServer: unknown };
  return ws.WebSocketServer as never;
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text === "" ? {} : JSON.parse(text);
}
