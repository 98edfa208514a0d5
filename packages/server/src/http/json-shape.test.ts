import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonShape } from "./json-shape.ts";

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

function widthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Math.max(own, ...Object.values(value).map(widthOf));
}

test("what is found is what is there, whatever the strings say", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      const value: unknown = JSON.parse(text);
      const shape = jsonShape(text, 32);
      expect(shape.depth).toBe(depthOf(value));
      expect(shape.width).toBe(widthOf(value));
      expect(shape.nodes).toBeLessThanOrEqual(text.length);
    }),
  );
});

test("stops at the depth that is refused, and takes any text", () => {
  expect(jsonShape("[".repeat(1_000_000), 32).depth).toBe(33);
  fc.assert(fc.property(fc.string(), (text) => void jsonShape(text, 4)));
  expect(jsonShape("]]]]}}}{", 4).depth).toBe(1);
});

test("counts members of each object alone", () => {
  expect(jsonShape('[{"a":1,"b":2},{"c":{"d":1,"e":2,"f":3}}]', 32).width).toBe(3);
});
