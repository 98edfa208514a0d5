import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_BODY_BYTES, splitPayload } from "./split-payload.ts";

interface Payload {
  readonly count: number;
  readonly session_id: string;
  readonly actions: readonly { readonly index: number; readonly title: string }[];
}

function aPayload(titles: readonly string[]): string {
  const actions = titles.map((title, index) => ({ index, title }));
  return JSON.stringify({ type: "actions", session_id: "s1", count: actions.length, actions });
}

test("what fits stays as it is, to the byte", () => {
  const data = aPayload(["Click Save"]);
  expect(splitPayload(data)).toEqual([data]);
  expect(splitPayload(data, Buffer.byteLength(data))).toEqual([data]);
});

test("a large one becomes several, each within the bound, with all actions once and in order", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "grapheme", maxLength: 40 }), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 400, max: 2_000 }),
      (titles, maxBytes) => {
        const data = aPayload(titles);
        const parts = splitPayload(data, maxBytes);
        const payloads = parts.map((part) => JSON.parse(part) as Payload);
        expect(payloads.flatMap(({ actions }) => actions)).toEqual((JSON.parse(data) as Payload).actions);
        for (const [index, part] of parts.entries()) {
          const { count, actions, session_id } = payloads[index] as Payload;
          expect(count).toBe(actions.length);
          expect(session_id).toBe("s1");
          expect(Buffer.byteLength(part) <= maxBytes || actions.length === 1).toBe(true);
        }
      },
    ),
  );
});

test("two megabytes are about nine deliveries", () => {
  const data = aPayload(Array.from({ length: 2_000 }, () => "x".repeat(1_000)));
  const parts = splitPayload(data);
  expect(parts.length).toBe(8);
  expect(Math.max(...parts.map((part) => Buffer.byteLength(part)))).toBeLessThanOrEqual(MAX_BODY_BYTES);
});

test("prose is not divided", () => {
  const data = JSON.stringify({ type: "summary", summary: "x".repeat(500) });
  expect(splitPayload(data, 100)).toEqual([data]);
});
