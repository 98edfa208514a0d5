import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeAction } from "./describe-action.ts";
import { labelAction } from "./label-action.ts";
import { normaliseEvent } from "./normalise-event.ts";
import { scrubText } from "./scrub-text.ts";

const clicked = (label: string) => labelAction({ id: "e", type: "click", element: { role: "button", label } });

describe("what does not belong in a log is taken out, whoever sent it", () => {
  test.each([
    ["Write to ada.lovelace+x@mail.example.com", "Write to [email]"],
    ["Copy sk_live_0123456789abcdef", "Copy [token]"],
    ["Bearer abcdef", "[token]"],
    ["eyJhbGciOi.eyJzdWIi.c2lnbmF0", "[token]"],
    ["Pay with 4111 1111 1111 1111", "Pay with [number]"],
    ["DE89 3704 0044 0532 0130 00", "[number]"],
    ["Open P-1042", "Open P-1042"],
    ["Plan 2026 (3 of 12)", "Plan 2026 (3 of 12)"],
    ["Hidden a\u200bda@mail.example.com", "Hidden [email]"],
    [`${"x".repeat(110)} ada@mail.example.com`, `${"x".repeat(110)} [email]`],
  ])("%j", (label, safe) => expect(clicked(label)).toEqual({ label: safe, title: `Clicked ${safe}` }));

  test("in the titles of pages and the names of custom events, too", () => {
    expect(labelAction({ id: "e", type: "page_view", title: "ada@example.com · Mail" }).label).toBe("[email]");
    expect(labelAction({ id: "e", type: "custom", name: "mailed ada@example.com" }).label).toBe("mailed [email]");
  });
});

test("an explicit handle names what has no label; without any it is called unnamed", () => {
  const named = (element: object) => labelAction({ id: "e", type: "click", element }).title;
  expect(named({ anchor: "table-options", id: "x" })).toBe("Clicked table-options");
  expect(named({ name: "email", test_id: "t" })).toBe("Clicked email");
  expect(named({ role: "switch" })).toBe("Clicked unnamed switch");
  expect(named({})).toBe("Clicked unnamed element");
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what is checked
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\u2028\u2029\ufeff]/;

/** Controls, marks that turn text around, halves of surrogate pairs, and a lot of it. */
const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 500 }),
  fc
    .tuple(
      fc.constantFrom("\u202e", "\ud800", "\u0000", "a@", "1 ", "e\u0301", ".", "🎉", "a-", "%E0%A4", "\r\n", "'\""),
      fc.integer({ min: 1, max: 300 }),
    )
    .map(([piece, times]) => piece.repeat(times)),
);

describe("hostile text", () => {
  test("becomes one short line without invisible characters or halves, and the same when it is labelled again", () => {
    fc.assert(
      fc.property(
        hostile,
        hostile,
        fc.constantFrom("click", "page_view", "custom", "submit", "error"),
        (text, url, type) => {
          const event = { id: "e", type, url, title: text, name: text, element: { label: text } } as const;
          const action = normaliseEvent({ event, receivedAt: 0 });
          for (const line of [action.label, action.title, describeAction(action)]) {
            expect(line).not.toMatch(INVISIBLE);
            expect(() => encodeURIComponent(line)).not.toThrow();
            expect(Array.from(line).length).toBeLessThan(180);
          }
          expect(Array.from(action.label).length).toBeLessThanOrEqual(120);
          expect(scrubText(action.label)).toBe(action.label);
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each(["a", "a ", "a.", "a@", "1 ", "\u202e", "\ud83d", "-", "/a", "%41", "a-1", "filter ", "don't "])(
    "a megabyte of %j costs no more than reading it",
    (piece) => {
      const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
      const event = {
        id: "e",
        type: "click",
        url: `/${text}`,
        title: text,
        name: text,
        element: { label: text },
      } as const;
      const action = normaliseEvent({ event, receivedAt: 0 });
      expect(action.label.length).toBeLessThanOrEqual(240);
      expect(
        normaliseEvent({ event: { ...event, type: "page_view" }, receivedAt: 0 }).label.length,
      ).toBeLessThanOrEqual(240);
    },
    5_000,
  );
});
