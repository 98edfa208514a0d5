import { createParser } from "eventsource-parser";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatPosition, parsePosition } from "./position.ts";
import { resumeFrom } from "./resume.ts";
import { encodeComment, encodeEvent, encodeRetry } from "./sse-codec.ts";

describe("resume", () => {
  const head = { epoch: "abc", offset: 10, oldest: 5 };

  test.each([
    ["nothing to resume from", undefined, { type: "reset" }],
    ["another history", { epoch: "xyz", offset: 9 }, { type: "reset" }],
    ["a position from the future", { epoch: "abc", offset: 11 }, { type: "reset" }],
    ["what follows is gone", { epoch: "abc", offset: 3 }, { type: "reset" }],
    ["the oldest kept follows", { epoch: "abc", offset: 4 }, { type: "replay", after: 4 }],
    ["in the middle", { epoch: "abc", offset: 7 }, { type: "replay", after: 7 }],
    ["up to date", { epoch: "abc", offset: 10 }, { type: "replay", after: 10 }],
  ] as const)("%s", (_, position, expected) => {
    expect(resumeFrom(position, head)).toEqual(expected);
  });

  test("up to date with everything pruned", () => {
    expect(resumeFrom({ epoch: "abc", offset: 10 }, { epoch: "abc", offset: 10, oldest: null })).toEqual({
      type: "replay",
      after: 10,
    });
    expect(resumeFrom({ epoch: "abc", offset: 9 }, { epoch: "abc", offset: 10, oldest: null })).toEqual({
      type: "reset",
    });
  });
});

test("positions survive the wire, and nothing else is one", () => {
  expect(parsePosition(formatPosition({ epoch: "abc", offset: 12 }))).toEqual({ epoch: "abc", offset: 12 });
  for (const text of [undefined, null, "", "abc", "abc:", ":1", "a b:1", "abc:-1", "abc:1:2", "abc:1e3"]) {
    expect(parsePosition(text)).toBeUndefined();
  }
});

test("whatever is sent arrives as one event, through any parser", () => {
  fc.assert(
    fc.property(fc.json(), fc.stringMatching(/^[a-z-]{1,12}$/), (json, event) => {
      const received: unknown[] = [];
      const parser = createParser({ onEvent: (message) => received.push(message) });
      const data: unknown = JSON.parse(json);
      parser.feed(encodeRetry(3_000) + encodeComment("keep\nalive") + encodeEvent({ event, id: "abc:1", data }));
      expect(received).toEqual([{ event, id: "abc:1", data: JSON.stringify(data) }]);
    }),
  );
});
