import type { AnyPayload } from "@usher/core/documented";
import { describe, expect, test } from "vitest";
import { aPayload } from "../testing/payloads.ts";
import { EventBuffer } from "./event-buffer.ts";

const summary = (sessionId: string): AnyPayload => ({
  type: "summary",
  productId: "acme",
  sessionId,
  summary: "x",
  replaces: 1,
  forwardedAtS: 1,
});

describe("EventBuffer", () => {
  test("gives back what it was given, oldest first, once", () => {
    const buffer = new EventBuffer();
    const payloads = [aPayload("s1", ["a"]), aPayload("s2", ["b"])];
    for (const payload of payloads) buffer.add(payload);
    expect(buffer.drain()).toEqual(payloads);
    expect(buffer.drain()).toEqual([]);
  });

  test("drains one session, or one type, and keeps the others in order", () => {
    const buffer = new EventBuffer();
    const [a, b, c, d] = [aPayload("s1", ["a"]), aPayload("s2", ["b"]), summary("s1"), aPayload(null, ["d"])];
    for (const payload of [a, b, c, d]) buffer.add(payload);
    expect(buffer.drain({ sessionId: "s1", type: "actions" })).toEqual([a]);
    expect(buffer.drain({ sessionId: null })).toEqual([d]);
    expect(buffer.drain({ productId: "other" })).toEqual([]);
    expect(buffer.drain()).toEqual([b, c]);
  });

  test("when full, the oldest goes, is counted and told; the callback may use the buffer", () => {
    const dropped: AnyPayload[] = [];
    const buffer: EventBuffer = new EventBuffer({
      maxSize: 2,
      onDrop(payload) {
        dropped.push(payload);
        buffer.drain();
        throw new Error("mine");
      },
    });
    const payloads = [aPayload("s1", ["a"]), aPayload("s1", ["b"]), aPayload("s1", ["c"])];
    for (const payload of payloads) buffer.add(payload);
    expect(dropped).toEqual([payloads[0]]);
    expect([buffer.droppedCount, buffer.size]).toEqual([1, 0]);
  });

  test("peeking leaves everything where it is", () => {
    const buffer = new EventBuffer();
    const payloads = [aPayload("s1", ["a"]), aPayload("s1", ["b"])];
    for (const payload of payloads) buffer.add(payload);
    expect([buffer.peek(1), buffer.peek(0), buffer.peek()]).toEqual([[payloads[1]], [], payloads]);
    expect(() => buffer.peek(-1)).toThrow(expect.objectContaining({ code: "option_invalid" }));
    buffer.clear();
    expect(buffer.size).toBe(0);
  });

  test.each([0, -1, 1.5])("a size of %d is refused", (maxSize) => {
    expect(() => new EventBuffer({ maxSize })).toThrow(expect.objectContaining({ path: "maxSize" }));
  });
});
