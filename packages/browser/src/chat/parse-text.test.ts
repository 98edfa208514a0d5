import { expect, test } from "vitest";
import { parseText } from "./parse-text.ts";

test("paragraphs are separated by an empty line and keep their line breaks", () => {
  expect(parseText("One\ntwo\n\nThree")).toEqual([
    { type: "paragraph", lines: [[{ type: "text", text: "One" }], [{ type: "text", text: "two" }]] },
    { type: "paragraph", lines: [[{ type: "text", text: "Three" }]] },
  ]);
});

test("numbered steps are one list, also with empty lines between them", () => {
  expect(parseText("Do this:\n1. Open **Projects**\n\n2. Choose `Export`\n\nDone.")).toEqual([
    { type: "paragraph", lines: [[{ type: "text", text: "Do this:" }]] },
    {
      type: "list",
      ordered: true,
      start: 1,
      items: [
        [
          { type: "text", text: "Open " },
          { type: "strong", text: "Projects" },
        ],
        [
          { type: "text", text: "Choose " },
          { type: "code", text: "Export" },
        ],
      ],
    },
    { type: "paragraph", lines: [[{ type: "text", text: "Done." }]] },
  ]);
});

test("a list that begins elsewhere keeps its number, and a bulleted list is another list", () => {
  const blocks = parseText("3. third\n- a\n- b");
  expect(blocks).toMatchObject([
    { type: "list", ordered: true, start: 3 },
    { type: "list", ordered: false },
  ]);
});

test("an indented line continues its item", () => {
  expect(parseText("- first\n  and more")).toEqual([
    {
      type: "list",
      ordered: false,
      start: 1,
      items: [
        [
          { type: "text", text: "first" },
          { type: "text", text: " and more" },
        ],
      ],
    },
  ]);
});

test("links, images and HTML stay plain characters", () => {
  const text = '<img src=x onerror=alert(1)> [here](javascript:alert(1)) ![x](y) <a href="z">z</a>';
  expect(parseText(text)).toEqual([{ type: "paragraph", lines: [[{ type: "text", text }]] }]);
});

test("a mark that is not finished yet is shown as written", () => {
  expect(parseText("Press **Sa")).toEqual([{ type: "paragraph", lines: [[{ type: "text", text: "Press **Sa" }]] }]);
});

test("no text is no block", () => {
  expect(parseText("")).toEqual([]);
  expect(parseText("\n\n")).toEqual([]);
});
