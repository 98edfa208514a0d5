import { describe, expect, test } from "vitest";
import { closeAfterEach } from "./close-after-each.contract.ts";
import type { DocumentRecord, KnowledgeStore } from "./knowledge-store.ts";

/** What every store of documents promises. `open` gives an empty one and what closes it. */
export function describeKnowledgeStore(
  name: string,
  open: () => Promise<{ readonly knowledge: KnowledgeStore; close(): Promise<void> }>,
): void {
  describe(name, () => {
    const openStore = closeAfterEach(open);
    const openKnowledge = async (): Promise<KnowledgeStore> => (await openStore()).knowledge;

    test("documents come back as they were given, by name, and only to their product", async () => {
      const knowledge = await openKnowledge();
      const [first, second] = [
        aDocument({ name: "a.md", content: "# Ü\u0000 \u{1F600}" }),
        aDocument({ name: "b.html" }),
      ];
      await knowledge.putDocument(second);
      await knowledge.putDocument(first);
      expect(await knowledge.listDocuments("acme")).toEqual([first, second]);
      expect(await knowledge.listDocuments("other")).toEqual([]);
    });

    test("the same name again takes the place of what was there", async () => {
      const knowledge = await openKnowledge();
      await knowledge.putDocument(aDocument());
      const changed = aDocument({ content: "new", format: "html", addedAt: 2 });
      await knowledge.putDocument(changed);
      expect(await knowledge.listDocuments("acme")).toEqual([changed]);
    });

    test("deleting says whether there was something to delete", async () => {
      const knowledge = await openKnowledge();
      await knowledge.putDocument(aDocument());
      await knowledge.putDocument(aDocument({ productId: "other" }));
      expect(await knowledge.deleteDocument("acme", "nothing.md")).toBe(false);
      expect(await knowledge.deleteDocument("acme", "guide.md")).toBe(true);
      expect(await knowledge.listDocuments("acme")).toEqual([]);
      expect(await knowledge.listDocuments("other")).toHaveLength(1);
    });

    test("a product's documents go together", async () => {
      const knowledge = await openKnowledge();
      for (const each of ["a.md", "b.md"]) await knowledge.putDocument(aDocument({ name: each }));
      await knowledge.putDocument(aDocument({ productId: "other" }));
      await knowledge.deleteDocumentsOfProduct("acme");
      expect(await knowledge.listDocuments("acme")).toEqual([]);
      expect(await knowledge.listDocuments("other")).toHaveLength(1);
    });
  });
}

function aDocument(changes: Partial<DocumentRecord> = {}): DocumentRecord {
  return { productId: "acme", name: "guide.md", format: "markdown", content: "# Guide", addedAt: 1, ...changes };
}
