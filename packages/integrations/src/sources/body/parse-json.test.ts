import { expect, test } from "vitest";
import { parseJson, parseJsonLines } from "./parse-json.ts";

const code = (text: string): string => {
  const parsed = parseJson(text);
  return parsed.ok ? "ok" : parsed.problem.code;
};

test("depth is counted outside strings, whatever they escape", () => {
  expect(code("[".repeat(32) + "]".repeat(32))).toBe("ok");
  expect(code("[".repeat(33) + "]".repeat(33))).toBe("body_too_deep");
  expect(code(JSON.stringify({ a: `[[${"[".repeat(100)}\\"`, b: '\\"[[[' }))).toBe("ok");
  expect(code(`["${"\\\\".repeat(50)}",${"[".repeat(40)}${"]".repeat(40)}]`)).toBe("body_too_deep");
});

test("values are counted before any is built", () => {
  expect(code(JSON.stringify(Array(99_999).fill(0)))).toBe("ok");
  expect(code(JSON.stringify(Array(100_001).fill(0)))).toBe("body_too_complex");
  expect(code("[]".repeat(200_000))).toBe("body_too_complex");
});

test("lines", () => {
  expect(parseJsonLines('{"a":1}\n\n{"b":2}\r\n')).toEqual({ ok: true, value: [{ a: 1 }, { b: 2 }] });
  expect(parseJsonLines('{"a":1}\nnot').ok).toBe(false);
});
