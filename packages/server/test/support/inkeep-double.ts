import { createHash, createHmac, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One question as the widget sends it. */
export interface InkeepQuestion {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly tools?: readonly { readonly function: { readonly name: string; readonly description?: string } }[];
}

/**
 * A test double of Inkeep's chat API, as `@inkeep/cxkit-*` speaks to it: the challenge that a browser solves, OpenAI's
 * streaming protocol behind it, and what takes note of conversations and events. It holds no model: it says what it is told.
 */
export interface InkeepDouble {
  /** For `baseSettings.aiApiBaseUrl`. */
  readonly apiBaseUrl: string;
  /** For `baseSettings.analyticsApiBaseUrl`. */
  readonly analyticsApiBaseUrl: string;
  readonly questions: readonly InkeepQuestion[];
  /** Names of the events that the widget reported. */
  readonly events: readonly string[];
  /** What it answers from now on. */
  answer(text: string | ((question: InkeepQuestion) => string)): void;
  stop(): Promise<void>;
}

/** For `baseSettings.apiKey`. */
export const INKEEP_DOUBLE_KEY = "inkeep-double-key";

const MAX_NUMBER = 5_000;

/** @param port Default: any that is free. */
export async function startInkeepDouble(port = 0): Promise<InkeepDouble> {
  const secret = randomBytes(16);
  const solved = new Set<string>();
  const questions: InkeepQuestion[] = [];
  const events: string[] = [];
  let answer: (question: InkeepQuestion) => string = () => "I am a test double of Inkeep's chat.";

  function challenge(): object {
    const salt = randomBytes(12).toString("hex");
    const number = randomBytes(2).readUInt16BE() % MAX_NUMBER;
    const text = hash(salt + number);
    const signature = createHmac("sha256", secret).update(text).digest("hex");
    return { algorithm: "SHA-256", challenge: text, maxnumber: MAX_NUMBER, salt, signature };
  }

  /** Whether the browser did the work, and for this question only. */
  function isSolved(header: string | undefined): boolean {
    const { salt, number, challenge: text, signature } = readSolution(header);
    const isOurs = createHmac("sha256", secret).update(String(text)).digest("hex") === signature;
    if (!isOurs || hash(`${salt}${number}`) !== text || solved.has(String(text))) return false;
    solved.add(String(text));
    return true;
  }

  const server = createServer(async (request, response) => {
    for (const [name, value] of Object.entries(corsHeaders(request))) response.setHeader(name, value);
    if (request.method === "OPTIONS") return void response.writeHead(204).end();
    const { pathname } = new URL(request.url ?? "/", "http://double");
    const body = await readText(request);
    if (pathname === "/v1/challenge") return sendJson(response, 200, challenge());
    if (request.headers.authorization !== `Bearer ${INKEEP_DOUBLE_KEY}`) {
      return sendJson(response, 401, { error: { message: "wrong key" } });
    }
    if (pathname === "/analytics/conversations") {
      const conversation = JSON.parse(body) as { readonly id?: string };
      return sendJson(response, 200, { ...conversation, id: conversation.id ?? randomBytes(8).toString("hex") });
    }
    if (pathname === "/analytics/events") {
      events.push((JSON.parse(body) as { readonly type: string }).type);
      return sendJson(response, 200, {});
    }
    if (pathname !== "/v1/chat/completions") return sendJson(response, 404, { error: { message: "no such route" } });
    if (!isSolved(header(request, "x-inkeep-challenge-solution"))) {
      return sendJson(response, 403, { error: { message: "the challenge is not solved" } });
    }
    const question = JSON.parse(body) as InkeepQuestion;
    questions.push(question);
    stream(response, answer(question));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    apiBaseUrl: url,
    analyticsApiBaseUrl: `${url}/analytics`,
    questions,
    events,
    answer(next) {
      answer = typeof next === "string" ? () => next : next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function stream(response: ServerResponse, text: string): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (delta: object, finish: string | null): void => {
    const choice = { index: 0, delta, finish_reason: finish };
    const chunk = { id: "c", object: "chat.completion.chunk", created: 1, model: "double", choices: [choice] };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  send({ role: "assistant", content: "" }, null);
  for (const piece of text.match(/.{1,12}/gs) ?? []) send({ content: piece }, null);
  send({}, "stop");
  response.end("data: [DONE]\n\n");
}

function readSolution(header: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(Buffer.from(header ?? "", "base64").toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function corsHeaders(request: IncomingMessage): Readonly<Record<string, string>> {
  return {
    "access-control-allow-origin": request.headers.origin ?? "*",
    "access-control-allow-headers": header(request, "access-control-request-headers") ?? "*",
    "access-control-allow-methods": "GET, POST",
  };
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
