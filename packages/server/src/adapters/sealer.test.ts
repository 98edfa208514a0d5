import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createSealer } from "./sealer.ts";

const aKey = (): string => randomBytes(32).toString("base64url");

test("what was sealed is opened again, and never looks the same twice", () => {
  const sealer = createSealer([aKey()]);
  for (const text of ["", "whsec_abc", "ünï\0cødé 🙂"]) expect(sealer.open(sealer.seal(text))).toBe(text);
  expect(sealer.seal("a")).not.toBe(sealer.seal("a"));
  expect(sealer.seal("whsec_abc")).not.toContain("whsec");
});

test("a new key seals from now on, the old one still opens", () => {
  const [old, fresh] = [aKey(), aKey()];
  const sealed = createSealer([old]).seal("a");
  const both = createSealer([fresh, old]);
  expect(both.open(sealed)).toBe("a");
  expect(createSealer([fresh]).open(both.seal("b"))).toBe("b");
});

test("another installation's key opens nothing, nor does anything that was changed open", () => {
  const sealer = createSealer([aKey()]);
  const sealed = sealer.seal("a secret");
  expect(() => createSealer([aKey()]).open(sealed)).toThrow(expect.objectContaining({ code: "secret_unreadable" }));
  for (let index = 0; index < sealed.length; index++) {
    const other = sealed[index] === "A" ? "B" : "A";
    const changed = sealed.slice(0, index) + other + sealed.slice(index + 1);
    // The last character of base64url holds spare bits, so some changes of it are none.
    if (index === sealed.length - 1) continue;
    expect(() => sealer.open(changed), changed).toThrow(expect.objectContaining({ code: "secret_unreadable" }));
  }
  for (const text of ["", ".", "abc", `${sealed.slice(0, 9)}`]) {
    expect(() => sealer.open(text)).toThrow(expect.objectContaining({ code: "secret_unreadable" }));
  }
});
