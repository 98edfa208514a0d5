import fc from "fast-check";
import { expect, test } from "vitest";
import { createKey, createWebhookSecret, hashKey, isMistypedKey, KEY_PREFIX } from "./key-format.ts";

const kinds = ["publishable", "secret", "restricted", "admin"] as const;

test.each(kinds)("a %s key says what it is, and is never the same twice", (kind) => {
  const key = createKey(kind);
  expect(key).toMatch(new RegExp(`^${KEY_PREFIX[kind]}[0-9A-Za-z]{49}$`));
  expect(isMistypedKey(key)).toBe(false);
  expect(createKey(kind)).not.toBe(key);
});

test("any one character that is wrong, missing or too many is noticed", () => {
  const edit = fc.record({
    kind: fc.constantFrom(...kinds),
    at: fc.nat(48),
    what: fc.constantFrom("change", "drop", "add", "swap"),
    character: fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
  });
  fc.assert(
    fc.property(edit, ({ kind, at, what, character }) => {
      const key = createKey(kind);
      const place = KEY_PREFIX[kind].length + at;
      const [before, rest] = [key.slice(0, place), key.slice(place)];
      const edited = {
        change: before + character + rest.slice(1),
        drop: before + rest.slice(1),
        add: before + character + rest,
        swap: before + (rest[1] ?? "") + (rest[0] ?? "") + rest.slice(2),
      }[what];
      expect(isMistypedKey(edited)).toBe(edited !== key);
    }),
  );
});

test.each(["", "pk_test_projects", "whatever", "sk_test_abc", "Bearer"])(
  "%j does not claim to be one of ours",
  (text) => {
    expect(isMistypedKey(text)).toBe(false);
  },
);

test("keys are kept as a digest; webhook secrets are long enough for anybody", () => {
  expect(hashKey("a")).toBe("ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb");
  expect(createWebhookSecret()).toMatch(/^whsec_[\w-]{43}$/);
});
