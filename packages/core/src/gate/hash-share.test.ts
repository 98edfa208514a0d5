import { expect, test } from "vitest";
import { hashShare } from "./hash-share.ts";

test("is the same for ever: a change would draw every holdout anew", () => {
  expect(["", "a", "usher\nuser-1", "usher\nuser-2", "ü😀"].map(hashShare)).toMatchInlineSnapshot(`
    [
      0.6689221884589642,
      0.10352621669881046,
      0.5096835980657488,
      0.20856788218952715,
      0.08693557139486074,
    ]
  `);
});

test("spreads evenly, also over ids that differ in one place only", () => {
  const buckets = Array.from({ length: 20 }, () => 0);
  for (let user = 0; user < 20_000; user++) {
    const share = hashShare(`usher\nuser-${user}`);
    const bucket = Math.floor(share * 20);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  for (const count of buckets) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});

test("another salt draws another share", () => {
  const drawn = (salt: string) =>
    new Set(Array.from({ length: 2_000 }, (_, user) => user).filter((user) => hashShare(`${salt}\n${user}`) < 0.05));
  const first = drawn("a");
  const second = drawn("b");
  const both = Array.from(first).filter((user) => second.has(user));
  expect(both.length).toBeLessThan(first.size / 3);
});
