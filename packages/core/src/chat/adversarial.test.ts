import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstSet } from "./__fixtures__/first-set.ts";
import { fourthSet } from "./__fixtures__/fourth-set.ts";
import { inventedAnywhere } from "./__fixtures__/invented-anywhere.ts";
import { laterReplies } from "./__fixtures__/later-replies.ts";
import { replyCases } from "./__fixtures__/reply-cases.ts";
import { secondSet } from "./__fixtures__/second-set.ts";
import { thirdSet } from "./__fixtures__/third-set.ts";
import { unseenReplies } from "./__fixtures__/unseen-replies.ts";
import { checkReply, MAX_REPLY_CHARS } from "./check-reply.ts";

describe.each(replyCases)("$name", ({ name, ground, correct, invented }) => {
  const later = {
    correct: [...(laterReplies[name]?.correct ?? []), ...(unseenReplies[name]?.correct ?? [])],
    invented: [...(laterReplies[name]?.invented ?? []), ...(unseenReplies[name]?.invented ?? [])],
  };

  test.each([...invented, ...later.invented, ...inventedAnywhere])("is not said: %s", (reply) => {
    expect(checkReply(reply, ground).ok).toBe(false);
  });

  test.each([...invented, ...later.invented])("is not said after something right: %s", (reply) => {
    expect(checkReply(`${correct[0]}\n\n${reply}`, ground).ok).toBe(false);
  });

  test.each([...correct, ...later.correct])("is said: %s", (reply) => {
    expect(checkReply(reply, ground)).toEqual({ ok: true });
  });
});

/** Right, and refused all the same: a name that nobody brought up, and a label of the page in an order. */
const REFUSED: readonly string[] = [
  "Désolé, mes instructions ne disent pas si PayPal est accepté ; elles parlent de la carte bancaire et du prélèvement SEPA.",
  "1. **Agenda**\n2. **Week** view\n3. Click the haircut at 10:30\n4. **Reschedule**\n5. **Confirm new time**",
];

describe.each([...firstSet, ...secondSet, ...thirdSet, ...fourthSet])(
  "set aside, $name",
  ({ ground, correct, invented }) => {
    test.each([...invented])("is not said: %s", (reply) => {
      expect(checkReply(reply, ground).ok).toBe(false);
    });

    test.each(correct.filter((reply) => !REFUSED.includes(reply)))("is said: %s", (reply) => {
      expect(checkReply(reply, ground)).toEqual({ ok: true });
    });
  },
);

test("the suite is as large as it claims to be", () => {
  const count = (of: "correct" | "invented"): number =>
    replyCases.reduce((sum, one) => sum + one[of].length + (laterReplies[one.name]?.[of].length ?? 0), 0);
  expect(replyCases.length).toBeGreaterThanOrEqual(4);
  expect(count("invented") + inventedAnywhere.length).toBeGreaterThanOrEqual(200);
  expect(count("correct")).toBeGreaterThanOrEqual(250);
});

describe("no reply takes long", () => {
  const { ground } = replyCases[0] ?? { ground: { howTo: "" } };
  /** A pattern that explodes takes seconds; 4,000 characters otherwise take a few milliseconds. */
  const LIMIT_MS = 500;

  /** The best of some runs: a busy machine is slow, a pattern that explodes is slow every time. */
  function timeOf(reply: string): number {
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < 5 && best >= LIMIT_MS; run++) {
      const started = performance.now();
      checkReply(reply, ground);
      best = Math.min(best, performance.now() - started);
    }
    return best;
  }

  const pieces = [
    ..."*_`\"'“”„«»‘’[]()<>!#>→-–—.,:;/\\@ \n\t0aZäé◊…⋯1+⌘",
    ..."click |click the |Click |press |Klicken Sie auf |Ctrl+|www.|http://|a.|a-|A |Bb |to |of |hold |[a](|![|](|<a |a@|aa dot |button |the |  |Mehr | > |1. ".split(
      "|",
    ),
  ];

  test.each(pieces.filter((piece) => piece !== ""))("%j again and again", (piece) => {
    for (const end of ["", "!", "\n", "x"]) {
      const reply = piece.repeat(Math.floor((MAX_REPLY_CHARS - 1) / piece.length)) + end;
      expect(timeOf(reply)).toBeLessThan(LIMIT_MS);
    }
  });

  test("nor does any mixture of hostile pieces", () => {
    const motif = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(motif, fc.string({ maxLength: 10 }), (parts, end) => {
        const text = parts.join("") || "x";
        const reply = (text.repeat(Math.ceil(MAX_REPLY_CHARS / text.length)) + end).slice(-MAX_REPLY_CHARS);
        expect(timeOf(reply)).toBeLessThan(LIMIT_MS);
      }),
      { numRuns: 60 },
    );
  });
});
