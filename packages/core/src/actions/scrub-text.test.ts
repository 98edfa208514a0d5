import { expect, test } from "vitest";
import { scrubText } from "./scrub-text.ts";

test.each([
  ["an address", "Invite ada@example.com", "Invite [email]"],
  ["an address with a tag", "ada.l+work@mail.example.co.uk was invited", "[email] was invited"],
  ["several", "ada@example.com, tom@example.com", "[email], [email]"],
  ["a web token", "Copy eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl", "Copy [token]"],
  ["a secret key", "sk-abcdefghijkl1234", "[token]"],
  ["a token of a code host", "ghp_abcdefghijklmnop1234", "[token]"],
  ["an authorisation header", "Authorization: bearer abc.def", "Authorization: [token]"],
  ["an account number", "Pay to DE89 3704 0044 0532 0130 00 today", "Pay to [number] today"],
  ["a card number", "Card 4111 1111 1111 1111", "Card [number]"],
  ["a card number in dashes", "4111-1111-1111-1111", "[number]"],
  ["a card number in one piece", "4111111111111111", "[number]"],
  ["a social security number", "SSN 078-05-1120", "SSN [number]"],
])("%s is taken out", (_name, text, scrubbed) => {
  expect(scrubText(text)).toBe(scrubbed);
});

test.each([
  ["a plain label", "Save changes"],
  ["a date", "Due 2026-11-20"],
  ["a short number", "Order 123456"],
  ["a price", "Pay 1,299.00 EUR"],
  ["a record's id", "P-1042"],
  ["an at sign alone", "Meet @ noon"],
  ["the word itself", "Forbearers' club"],
  ["a short key-like word", "sk-short"],
  ["nothing", ""],
])("%s stays", (_name, text) => {
  expect(scrubText(text)).toBe(text);
});

test("what was scrubbed stays as it is", () => {
  const once = scrubText("ada@example.com paid with 4111 1111 1111 1111 and Bearer abc");
  expect(scrubText(once)).toBe(once);
});
