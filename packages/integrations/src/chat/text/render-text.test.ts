import { slimAction } from "@usher/core/documented";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fitLabel } from "./fit-label.ts";
import { formatChatNote } from "./format-note.ts";
import { renderText } from "./render-text.ts";
import { splitText } from "./split-text.ts";
import { stripHtml } from "./strip-html.ts";

const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

test.each([
  ["plain", "**Hi** you\n\n1. a\n2) **b**", "Hi you\n\n1. a\n2. b"],
  [
    "html",
    "Hi <b>\nyou\n\n1. a\n2. **b**\n\nEnd",
    "<p>Hi &lt;b&gt;<br>you</p><ol><li>a</li><li>b</b></li></ol><p>End</p>".replace("<li>b</b>", "<li><b>b</b>"),
  ],
  ["html", "3. c\n4. d", "<p>3. c<br>4. d</p>"],
  ["html", "1. a\n\n2. b", "<ol><li>a</li><li>b</li></ol>"],
  ["html", "1. a\n1. b", "<ol><li>a</li></ol><ol><li>b</li></ol>"],
  ["html", "\"a\" & 'b'", "<p>&quot;a&quot; &amp; &#39;b&#39;</p>"],
  ["markdown", "**a_b** [x](https://evil) ![i](y) <img>", "**a\\_b** \\[x\\](https://evil) \\!\\[i\\](y) \\<img\\>"],
  ["markdown", "# no heading\n- no list\n12345) x", "\\# no heading\n\\- no list\n12345\\) x"],
  ["usher", "  **a**  ", "**a**"],
  ["plain", "**unfinished", "**unfinished"],
] as const)("%s: %j", (format, text, expected) => {
  expect(renderText(text, format)).toBe(expected);
});

test("no text becomes an element, an entity or a link of its own", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      const html = renderText(text, "html");
      expect(html.replace(/<\/?(?:p|ol|li|b|br)>/g, "")).not.toMatch(/[<>]/);
      expect(html.replace(/&(?:amp|lt|gt|quot|#39);/g, "")).not.toContain("&");
      expect(renderText(text, "markdown")).not.toMatch(/(?<!\\)(?:\\\\)*[[\]<`]/);
    }),
  );
});

test("parts fit, and hold everything that was not white space", () => {
  const bare = (text: string): string => text.replaceAll("**", "").replace(/\s+/g, "");
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), fc.integer({ min: 2, max: 60 }), (text, max) => {
      const parts = splitText(text, max, (part) => part);
      for (const part of parts) expect(part.length).toBeLessThanOrEqual(max);
      expect(bare(parts.join(""))).toBe(bare(text));
      if (!LONE.test(text)) for (const part of parts) expect(part).not.toMatch(LONE);
    }),
  );
});

test("a list goes on in the next part with its own numbers", () => {
  const text = "Do this:\n1. one two\n2. three four\n3. five six";
  expect(splitText(text, 24, (part) => part)).toEqual(["Do this:\n1. one two", "2. three four", "3. five six"]);
});

test.each([
  ["<p>a &lt;b&gt; &amp;amp; c</p><p>d</p>", "a <b> &amp; c\nd"],
  ["<script>alert(1)</script>x<style>p{}</style>", "x"],
  ["a < b and c > d", "a < b and c > d"],
  ["a<br>b<br/>c", "a\nb\nc"],
  ["&#72;&#x69;&#0;&#xd800;&nope;", "Hi\ufffd\ufffd&nope;"],
  ["<!-- <p>no</p> -->x", "no\n -->x".replace("\n -->", "\n-->")],
  ["<img src=x onerror=alert(1)>", ""],
])("the text of %j", (html, expected) => {
  expect(stripHtml(html)).toBe(expected);
});

test("reading HTML is linear", () => {
  for (const hostile of ["<".repeat(100_000), "<p".repeat(50_000), "&#".repeat(50_000), "<!".repeat(50_000)]) {
    const started = performance.now();
    stripHtml(hostile);
    expect(performance.now() - started).toBeLessThan(2_000);
  }
});

test("labels are cut between words", () => {
  expect(fitLabel("Show me how\nto do it", 40)).toBe("Show me how to do it");
  expect(fitLabel("Show me how to export everything", 20)).toBe("Show me how to…");
  expect(fitLabel("x".repeat(60), 10)).toBe(`${"x".repeat(9)}…`);
});

test("a note names the session, the earliest moment, and numbers the actions", () => {
  const at = (timestampStartS: number, description: string) => slimAction({ timestampStartS, description });
  const actions = [at(1_795_178_165, "Saved"), at(1_795_178_160, "Opened\nbilling"), at(1_795_178_161, "Clicked")];
  const now = 1_795_178_200_000;
  expect(formatChatNote("s-1", actions, { now })).toBe(
    "session_id: s-1\ntimestamp: 2026-11-20 12:36:00 UTC\n\n[1] Opened billing\n[2] Clicked\n[3] Saved",
  );
  expect(formatChatNote("s-1", actions, { now, binSeconds: 3 })).toContain("[2] Clicked\n\n[3] Saved");
  expect(formatChatNote(undefined, [], { now })).toBe("session_id: unknown\ntimestamp: 2026-11-20 12:36:40 UTC\n");
});
