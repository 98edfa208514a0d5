import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { openAiCompatible } from "./openai-compatible.ts";

type Answer = (response: ServerResponse) => void;

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A double that gives each request the next answer, and the last one to all after it. */
async function double(...answers: readonly Answer[]): Promise<{ say(): Promise<string>; asked(): number }> {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => answers[Math.min(asked++, answers.length - 1)]?.(response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const model = openAiCompatible({
    baseUrl: `http://127.0.0.1:${port}/v1`,
    model: "double",
    apiKey: null,
    firstTokenTimeoutMs: 20_000,
    totalTimeoutMs: 30_000,
  });
  return {
    asked: () => asked,
    async say() {
      let text = "";
      const prompt = { system: "", messages: [{ role: "user" as const, content: "How?" }] };
      for await (const piece of model.stream(prompt, new AbortController().signal)) text += piece;
      return text;
    },
  };
}

const refuse =
  (status: number): Answer =>
  (response) =>
    void response.writeHead(status, { "content-type": "application/json" }).end("{}");

const chunk = (delta: object, finish: string | null): string => {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "double", choices })}\n\n`;
};

const reply: Answer = (response) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.end(`${chunk({ content: "Click." }, null)}${chunk({}, "stop")}data: [DONE]\n\n`);
};

const breakOff: Answer = (response) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(chunk({ content: "Cl" }, null), () => setImmediate(() => response.destroy()));
};

test.each<[string, Answer]>([
  ["answers 503", refuse(503)],
  ["breaks the connection", (response) => response.destroy()],
])("a model that %s before it begins is asked once more", async (_, failure) => {
  const model = await double(failure, reply);
  expect(await model.say()).toBe("Click.");
  expect(model.asked()).toBe(2);
});

test("twice is enough", async () => {
  const model = await double(refuse(503));
  await expect(model.say()).rejects.toThrow("did not answer");
  expect(model.asked()).toBe(2);
});

test.each([401, 429])("a refusal (%d) is one", async (status) => {
  const model = await double(refuse(status), reply);
  await expect(model.say()).rejects.toThrow("did not answer");
  expect(model.asked()).toBe(1);
});

test("once a word came it is not asked again", async () => {
  const model = await double(breakOff, reply);
  await expect(model.say()).rejects.toThrow("did not answer");
  expect(model.asked()).toBe(1);
});
