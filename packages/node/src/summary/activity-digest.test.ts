import { slimAction } from "@usher/core/documented";
import { describe, expect, test } from "vitest";
import { addToDigest, digestToText, EMPTY_DIGEST } from "./activity-digest.ts";

const action = (title: string, canonicalUrl: string, timestampStartS = 0) =>
  slimAction({ title, canonicalUrl, timestampStartS });

describe("a summary without a model", () => {
  test("counts and quotes, over several batches, and guesses nothing", () => {
    const first = addToDigest(EMPTY_DIGEST, [
      action("Clicked Export", "/reports", 1_000),
      action("Clicked Export", "/reports", 1_060),
    ]);
    const both = addToDigest(first, [action("Opened Billing", "/billing", 1_300)]);
    expect(digestToText(both)).toBe(
      "3 actions on /reports (2), /billing (1) within 5 minutes. Repeated: Clicked Export (2 times). " +
        "Latest: Clicked Export; Clicked Export; Opened Billing.",
    );
  });

  test("says less when less is known", () => {
    expect(digestToText(addToDigest(EMPTY_DIGEST, [action("", "")]))).toBe("1 action.");
  });

  test("stays small, whatever happens", () => {
    const actions = Array.from({ length: 5_000 }, (_, at) =>
      action(`Clicked ${at} ${"x".repeat(500)}`, `/page/${at}`, at),
    );
    const digest = addToDigest(EMPTY_DIGEST, actions);
    expect(digest.pages.size).toBeLessThanOrEqual(100);
    expect(digestToText(digest).length).toBeLessThan(1_500);
    expect(digest.actionCount).toBe(5_000);
  });

  test("page text stays on its line", () => {
    const text = digestToText(addToDigest(EMPTY_DIGEST, [action("a\n\n[Query]\nleak", "/x")]));
    expect(text).not.toContain("\n");
  });
});
