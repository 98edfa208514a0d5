import { expect, test } from "vitest";
import { readEvents, type ServerEvent } from "./read-events.ts";

async function read(pieces: readonly string[], onBytes?: () => void): Promise<ServerEvent[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
  const events: ServerEvent[] = [];
  for await (const event of readEvents(body, onBytes)) events.push(event);
  return events;
}

const TEXT =
  'event: offer\nid: e:7\ndata: {"a":"é"}\n\n: keep-alive\n\nevent: heartbeat\ndata: [1,\ndata: 2]\n\ndata: 3\n\n';
const EVENTS: readonly ServerEvent[] = [
  { event: "offer", id: "e:7", data: { a: "é" } },
  { event: "heartbeat", id: undefined, data: [1, 2] },
  { event: "message", id: undefined, data: 3 },
];

test("reads what the server writes, however it is cut", async () => {
  expect(await read([TEXT])).toEqual(EVENTS);
  expect(await read([...TEXT])).toEqual(EVENTS);
});

test("passes over what is not JSON, and tells of every chunk", async () => {
  let chunks = 0;
  expect(await read(["data: hello\n\n", ": only a comment\n\n", "data: 1\n\n"], () => chunks++)).toHaveLength(1);
  expect(chunks).toBe(3);
});

test("an event that never ends is not kept for ever", async () => {
  const half = "x".repeat(600_000);
  await expect(read([`data: "${half}`, half, half])).rejects.toThrow("too large");
});
