import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EventReader } from "./event-reader.ts";

interface Event {
  readonly id: string | undefined;
  readonly data: string;
}

const event = fc.record({
  id: fc.option(fc.stringMatching(/^[a-z0-9:]{1,8}$/), { nil: undefined }),
  // Any text, but for what ends a line: that is written as several `data:` lines below.
  lines: fc.array(
    fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => text.replace(/[\r\n]/g, "")),
    { minLength: 1, maxLength: 3 },
  ),
});

function encode(events: readonly { id: string | undefined; lines: readonly string[] }[], newline: string): Buffer {
  const text = events.map(({ id, lines }) => {
    const head = id === undefined ? [] : [`id: ${id}`];
    return [...head, ...lines.map((line) => `data: ${line}`), "", ""].join(newline);
  });
  return Buffer.from(text.join(""));
}

function read(chunks: readonly Uint8Array[]): Event[] {
  const reader = new EventReader({ maxEventChars: 10_000 });
  return chunks.flatMap((chunk) => reader.read(chunk).map(({ id, data }) => ({ id, data })));
}

describe("EventReader", () => {
  test("bytes may be cut anywhere, also inside a character or a line end", () => {
    const property = fc.property(
      fc.array(event, { maxLength: 8 }),
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 }),
      (events, newline, sizes) => {
        const bytes = encode(events, newline);
        const chunks: Uint8Array[] = [];
        for (let at = 0, step = 0; at < bytes.length; step++) {
          const size = sizes[step % sizes.length] ?? 1;
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(read(chunks)).toEqual(events.map(({ id, lines }) => ({ id, data: lines.join("\n") })));
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  test("an event is complete with its last byte, whatever the line end", () => {
    for (const newline of ["\n", "\r\n", "\r"])
      expect(read([encode([{ id: "1", lines: ["x"] }], newline)])).toEqual([{ id: "1", data: "x" }]);
  });

  test("a byte-order mark costs nothing", () => {
    expect(read([Buffer.from("\u{feff}data: x\n\n")])).toEqual([{ id: undefined, data: "x" }]);
  });

  test("an event without end is given up", () => {
    const reader = new EventReader({ maxEventChars: 100 });
    expect(() => reader.read(Buffer.from(`data: ${"x".repeat(200)}`))).toThrow(
      expect.objectContaining({ code: "stream_event_too_large" }),
    );
  });

  test("the server's wish for the wait is passed on, an odd one is ignored", () => {
    const waits: number[] = [];
    const reader = new EventReader({ maxEventChars: 100, onRetry: (ms) => waits.push(ms) });
    reader.read(Buffer.from("retry: 250\nretry: soon\n\n"));
    expect(waits).toEqual([250]);
  });
});
