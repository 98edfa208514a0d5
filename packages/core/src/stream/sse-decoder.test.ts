import { createParser } from "eventsource-parser";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createEventDecoder, type DecodedEvent } from "./sse-decoder.ts";

function read(pieces: readonly string[], maxLength = 1_000_000): DecodedEvent[] {
  const events: DecodedEvent[] = [];
  const take = createEventDecoder(maxLength, (event) => events.push(event));
  for (const piece of pieces) take(piece);
  return events;
}

test("reads what the server writes: type, id, data, comments between", () => {
  expect(read(["event: offer\nid: e:7\ndata: {}\n\n: keep-alive\n\nevent: heartbeat\ndata: 1\ndata:2\n\n"])).toEqual([
    { event: "offer", id: "e:7", data: "{}" },
    { event: "heartbeat", id: undefined, data: "1\n2" },
  ]);
});

const word = fc.constantFrom(
  "data",
  "event",
  "id",
  "retry",
  ":",
  ": ",
  " ",
  "x",
  "é",
  "\0",
  "\n",
  "\r",
  "\r\n",
  "data: y\n\n",
);

test("finds the same events as an established reader, however the text is cut", () => {
  fc.assert(
    fc.property(fc.array(fc.array(word, { maxLength: 8 }), { maxLength: 12 }), (pieces) => {
      // A line break at the end: the other one may keep a carriage return back until it sees one.
      const texts = [...pieces.map((words) => words.join("")), ":\n"];
      const expected: DecodedEvent[] = [];
      const parser = createParser({
        onEvent: ({ event = "message", id, data }) => expected.push({ event, id, data }),
      });
      for (const text of texts) parser.feed(text);
      expect(read(texts)).toEqual(expected);
      expect(read([...texts.join("")])).toEqual(read([texts.join("")]));
    }),
    { numRuns: 2_000 },
  );
});

test("an event that never ends is not kept for ever", () => {
  expect(() => read(["data: 123456\n", "data: 123456"], 10)).toThrow("too large");
});
