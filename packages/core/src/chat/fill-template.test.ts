import fc from "fast-check";
import { expect, test } from "vitest";
import { fillTemplate, unknownPlaceholders } from "./fill-template.ts";

test("fills names and turns doubled braces into braces", () => {
  expect(fillTemplate('{{"q": "{question}"}}', { question: "How?" })).toBe('{"q": "How?"}');
});

test("leaves what it does not understand as it is, and finds it beforehand", () => {
  const template = "{unknown} {} {0} { } {question";
  expect(fillTemplate(template, { question: "How?" })).toBe(template);
  expect(unknownPlaceholders("{unknown} {question} {unknown} {{literal}}", ["question"])).toEqual(["unknown"]);
});

test("a value's braces and dollar signs mean nothing", () => {
  expect(fillTemplate("{a}{b}", { a: "{b} $& $1", b: "x" })).toBe("{b} $& $1x");
});

test("no template can make it throw, and inherited names are not values", () => {
  expect(fillTemplate("{toString}", {})).toBe("{toString}");
  fc.assert(fc.property(fc.string(), (template) => typeof fillTemplate(template, {}) === "string"));
});
