import fc from "fast-check";
import { expect, test } from "vitest";
import { createBoundedMap } from "./bounded-map.ts";

const use = fc.record({ op: fc.constantFrom("get", "set", "delete"), key: fc.constantFrom(..."abcdefghij") });

test("the latest entries used are always there, with their values, and never more than twice as many", () => {
  fc.assert(
    fc.property(fc.array(use, { maxLength: 200 }), fc.integer({ min: 1, max: 6 }), (uses, limit) => {
      const map = createBoundedMap<number>(limit);
      const truth = new Map<string, number>();
      let recent: string[] = [];
      uses.forEach(({ op, key }, index) => {
        const found = map.get(key);
        if (recent.slice(-limit).includes(key)) expect(found).toBe(truth.get(key));
        if (found !== undefined) expect(found).toBe(truth.get(key));
        recent = recent.filter((other) => other !== key);
        if (op === "delete") {
          map.delete(key);
          truth.delete(key);
          expect(map.get(key)).toBeUndefined();
          return;
        }
        if (op === "set") {
          map.set(key, index);
          truth.set(key, index);
        }
        if (op === "set" || found !== undefined) recent.push(key);
        expect(map.size).toBeLessThanOrEqual(2 * limit + 1);
      });
    }),
  );
});
