import fc from "fast-check";
import { expect, test } from "vitest";
import { foldCase } from "./fold-case.ts";
import { matchQuickReplyLabel, messagesMatchQuickReplyPair } from "./quick-reply-match.ts";

test.each([
  ["STRASSE", "Straße"],
  ["οδοσ", "ΟΔΟΣ"],
  ["οδος", "ΟΔΟΣ"],
  ["FILE", "ﬁle"],
  ["i̇stanbul", "İstanbul"],
  ["éclair", "ÉCLAIR"],
])("%s is %s apart from case", (one, other) => {
  expect(foldCase(one)).toBe(foldCase(other));
});

test("the dotless i is another letter", () => {
  expect(foldCase("ı")).not.toBe(foldCase("i"));
});

test("folding twice changes nothing more", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => foldCase(foldCase(text)) === foldCase(text)));
});

test("finds the first label a message repeats", () => {
  expect(matchQuickReplyLabel("  show ME how\n", ["No", "Show me how", "show me how"])).toBe(1);
  expect(matchQuickReplyLabel("show me", ["Show me how"])).toBeNull();
});

test("blank messages and labels never match", () => {
  expect(matchQuickReplyLabel("  ", ["", " "])).toBeNull();
  expect(matchQuickReplyLabel(null, [null])).toBeNull();
});

test("a yes-or-no question is answered in its own words", () => {
  expect(messagesMatchQuickReplyPair("yes", undefined)).toBe("yes");
  expect(messagesMatchQuickReplyPair("JA", "Ja", "Nein")).toBe("yes");
  expect(messagesMatchQuickReplyPair("nein", "Ja", "Nein")).toBe("no");
  expect(messagesMatchQuickReplyPair("perhaps", "Ja", "Nein")).toBeNull();
});
