import { expect, test } from "vitest";
import { chunkMarkdown } from "../knowledge/chunk-markdown.ts";
import type { KnowledgeEntry } from "../knowledge/entry.ts";
import { checkReply } from "./check-reply.ts";
import { replyContext } from "./reply-context.ts";
import { documentExtract, documentLines, documentText } from "./reply-documents.ts";

const DOCUMENT = `# Help

## Exports

Press **Table options** and choose **Download**. Files are kept for 30 days. Questions? Write to help@example.com.

1. Pick CSV or Excel.
2. Press **Start**. It takes a minute.
`;

function piece(markdown: string): KnowledgeEntry {
  const [first] = chunkMarkdown("help.md", markdown);
  if (first === undefined) throw new Error("The document should have a piece.");
  return first;
}

test("an extract has the title, the text and the steps, without addresses that are not allowed", () => {
  expect(documentExtract(piece(DOCUMENT), [])).toBe(
    "Exports\n\nPress **Table options** and choose **Download**. Files are kept for 30 days. Questions?\n1. Pick CSV or Excel.\n2. Press **Start**. It takes a minute.",
  );
  expect(documentExtract(piece(DOCUMENT), ["help@example.com"])).toContain("Write to help@example.com.");
});

test("an extract is cut where it becomes long, and there is none of a piece that may not be said", () => {
  const long = documentExtract(piece(`# Help\n\n${"Files are kept for thirty days. ".repeat(45)}`), []) ?? "";
  expect(long.length).toBeLessThanOrEqual(1_300);
  expect(long).toMatch(/ …$/);
  expect(documentExtract(piece("# Help\n\nhttps://evil.example/login"), [])).toBeUndefined();
});

test("what a document names may be named; its addresses and what it does not name may not", () => {
  const ground = {
    howTo: "1. Click **Save**.",
    documents: [documentText(piece(`${DOCUMENT}\nhttps://example.com/x`))],
  };
  expect(checkReply("Press **Table options**, then **Download**.", ground)).toEqual({ ok: true });
  expect(checkReply("Choose **Upload**.", ground).ok).toBe(false);
  expect(checkReply("See https://example.com/x.", ground).ok).toBe(false);
});

test("a prompt quotes a piece line by line, with the document's name and within its budget", () => {
  const lines = documentLines(piece(`# Help\n\n${"Files are kept for thirty days. ".repeat(45)}`));
  expect(lines[0]).toBe("Help (help.md)");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(280);
  const documents = Array.from({ length: 9 }, () => piece(DOCUMENT.replace("Press", "Press it. ".repeat(120))));
  const { text, parts } = replyContext({ howTo: "", pathId: null, documents, sessionId: "s", actions: [] });
  const part = parts.find(({ name }) => name === "documents");
  expect(part?.source).toContain("doc:help.md#1");
  expect(part?.chars).toBeLessThanOrEqual(3_700);
  expect(part?.omitted).toBeGreaterThan(0);
  expect(text).toMatch(/^HOW TO:\n\(none\)$/m);
});
