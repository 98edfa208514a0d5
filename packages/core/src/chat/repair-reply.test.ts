import { describe, expect, test } from "vitest";
import { inventedAnywhere } from "./__fixtures__/invented-anywhere.ts";
import { replyCases } from "./__fixtures__/reply-cases.ts";
import { checkReply } from "./check-reply.ts";
import { repairReply } from "./repair-reply.ts";

const ground = {
  howTo: "1. Click the **Table options** button (⋯).\n2. Choose **Bulk edit**.\n3. Click **Apply to N**.\n\nDone.",
  names: ["Projects", "Export", "Import"],
};

describe("a near miss is written as what exists", () => {
  test.each([
    ["a typo", "Click **Tabel options**.", "Click **Table options**."],
    ["a letter too few", "Choose **Bulk edt**.", "Choose **Bulk edit**."],
    ["a plural", "Choose **Bulk edits**.", "Choose **Bulk edit**."],
    ["a count in words", "Click **Apply to all**.", "Click **Apply to N**."],
    ["without emphasis", "Click Tabel Options.", "Click Table options."],
  ])("%s", (_, reply, text) => {
    expect(repairReply(reply, ground)).toEqual({ ok: true, text, repaired: true });
  });

  test("but not when two names are as near", () => {
    expect(
      repairReply("Click **Inport**.", { howTo: "1. Click **Import**, then **Export**.", names: ["Inpost"] }).ok,
    ).toBe(false);
  });
});

test("a reply that is right is left alone", () => {
  const text = "Click **Table options**.";
  expect(repairReply(text, ground)).toEqual({ ok: true, text, repaired: false });
});

describe("an invention at the end", () => {
  const steps = "Open **Table options**, choose **Bulk edit**, then click **Apply to N**.";

  test("goes when every step was told", () => {
    expect(repairReply(`${steps} After that, click **Publish**.`, ground)).toEqual({
      ok: true,
      text: steps,
      repaired: true,
    });
  });

  test("does not go when a step is missing, nor from the middle", () => {
    expect(repairReply("Open **Table options**. Then click **Publish**.", ground).ok).toBe(false);
    expect(repairReply(`Click **Publish** first. ${steps}`, ground).ok).toBe(false);
  });
});

test.each(replyCases)("nothing invented comes through repaired: $name", ({ ground: steps, invented, correct }) => {
  for (const reply of [...invented, ...inventedAnywhere]) {
    for (const text of [reply, `${correct[0]} ${reply}`]) {
      const repaired = repairReply(text, steps);
      if (!repaired.ok) continue;
      expect(checkReply(repaired.text, steps)).toEqual({ ok: true });
      expect(text).not.toBe(repaired.text);
    }
  }
});
