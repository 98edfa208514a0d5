import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chunkHtml } from "./chunk-html.ts";
import { chunkMarkdown } from "./chunk-markdown.ts";
import { createKnowledgeIndex } from "./create-knowledge-index.ts";
import type { KnowledgeEntry } from "./entry.ts";
import { wordsOf } from "./fold-text.ts";
import { readSitemap } from "./read-sitemap.ts";
import { stemWord } from "./stem-word.ts";
import type { KnowledgeLanguage } from "./stop-words.ts";
import { createVocabulary } from "./vocabulary.ts";

function entry(id: string, title: string, text = "", steps: readonly string[] = []): KnowledgeEntry {
  const told = steps.map((description) => ({ title: "", description }));
  return { id, kind: "path", title, steps: told, text, source: id };
}

const ids = (found: readonly { readonly entry: KnowledgeEntry }[]): readonly string[] =>
  found.map((each) => each.entry.id);

describe("words", () => {
  test.each<[KnowledgeLanguage, string]>([
    ["en", "assign assigned assigning"],
    ["en", "delete deleted deletes deleting"],
    ["en", "notify notification notifications notified"],
    ["en", "stop stopped stopping"],
    ["en", "automate automatically automation"],
    ["de", "rechnung rechnungen"],
    ["de", "bestellen bestellt bestellung"],
    ["fr", "facture factures"],
    ["fr", "exporter exportez exportation"],
    ["es", "factura facturas"],
    ["es", "exportar exportacion exportaciones"],
    ["pt", "fatura faturas"],
    ["it", "fattura fatture"],
    ["nl", "bestelling bestellingen"],
  ])("%s: %s have one stem", (language, words) => {
    expect(new Set(words.split(" ").map((word) => stemWord(word, language))).size).toBe(1);
  });

  test("accents, capitals and hyphens do not matter", () => {
    expect(wordsOf("Übersicht — E-Mail, l'été")).toEqual(["ubersicht", "email", "mail", "ete"]);
  });

  test("one slip is forgiven in words of five letters and more", () => {
    const vocabulary = createVocabulary(["invoice", "table", "rate"]);
    for (const slip of ["invoce", "invoicee", "invoixe", "invioce"]) expect(vocabulary.near(slip)).toEqual(["invoice"]);
    expect(vocabulary.near("inovcie")).toEqual([]);
    expect(vocabulary.near("rtae")).toEqual([]);
  });
});

describe("search", () => {
  const index = createKnowledgeIndex([
    entry("bulk", "Edit several projects at once", "All selected projects have the new priority."),
    entry("export", "Export tasks to a spreadsheet", "Download a CSV or Excel file."),
    entry("sso", "Set up single sign-on (SSO)", "Staff log in with one password."),
  ]);

  test("says what it found, where, and as what", () => {
    const [first] = index.search("exporting a spredsheet");
    expect(first?.entry.id).toBe("export");
    expect(first?.coverage).toBe(1);
    expect(first?.matched).toEqual([
      { word: "exporting", term: "export", how: "exact", fields: ["title"] },
      { word: "spredsheet", term: "spreadsheet", how: "typo", fields: ["title"] },
    ]);
  });

  test("the product's own titles say which words are one", () => {
    const twin = createKnowledgeIndex([entry("a", "Single sign-on (SSO)"), entry("b", "Rotate the single sign key")]);
    expect(twin.search("sso", { topK: 5 }).map(({ matched }) => matched[0]?.how)).toEqual(["exact", "synonym"]);
  });

  test("nothing is found where nothing fits", () => {
    expect(index.search("weather in Lisbon")).toEqual([]);
    expect(index.search("")).toEqual([]);
    expect(createKnowledgeIndex([]).search("export")).toEqual([]);
  });

  test("words that stand together in the question count more where they stand together", () => {
    const near = createKnowledgeIndex([
      entry("far", "Data", "red one two three four five six seven eight table"),
      entry("close", "Data", "one two three four five six red table seven eight"),
    ]);
    expect(ids(near.search("red table"))).toEqual(["close", "far"]);
  });

  test("each language has its own small words and endings", () => {
    const mixed = createKnowledgeIndex([
      entry("de", "Eine Rechnung stornieren", "Die Rechnungen werden mit einer Gutschrift storniert."),
      entry("fr", "Envoyer une facture", "Les factures sont envoyées au client par la poste."),
    ]);
    expect(ids(mixed.search("wie kann ich Rechnungen stornieren"))).toEqual(["de"]);
    expect(ids(mixed.search("où sont mes factures"))).toEqual(["fr"]);
    expect(ids(mixed.search("Rechnungsgutschrift"))).toEqual(["de"]);
  });

  test("vectors are fused by rank and can find what shares no word", () => {
    const entries = [entry("a", "Export tasks"), entry("b", "Invite a guest"), entry("c", "Archive")];
    const vectors = new Map([
      ["a", [1, 0]],
      ["b", [0, 1]],
    ]);
    const vector = createKnowledgeIndex(entries, vectors);
    expect(ids(vector.search("freelancer", { vector: [0.1, 1] }))).toEqual(["b", "a"]);
    expect(ids(vector.search("export", { vector: [1, 0.1] }))[0]).toBe("a");
    expect(vector.search("freelancer", { vector: [1, 2, 3] })).toEqual([]);
  });

  test("whatever is asked, the answer is the same twice, sorted, and shares a word", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 0, max: 5 }), (query, topK) => {
        const found = index.search(query, { topK });
        expect(found).toEqual(index.search(query, { topK }));
        expect(found.length).toBeLessThanOrEqual(topK);
        for (const { matched } of found) expect(matched.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("documents", () => {
  test("Markdown: a piece per heading, numbered items as steps", () => {
    const pieces = chunkMarkdown(
      "guide.md",
      "---\nx: 1\n---\n# Guide\nIntro with a [link](https://example.com).\n\n## Send it\n1. Press **Send**.\n2. Wait\n   a while.\n\n```\n# not a heading\n```\n",
    );
    expect(pieces.map(({ id, title, text }) => [id, title, text])).toEqual([
      ["doc:guide.md#1", "Guide", "Intro with a link."],
      ["doc:guide.md#2", "Send it", "# not a heading"],
    ]);
    expect(pieces[1]?.steps.map(({ description }) => description)).toEqual(["Press **Send**.", "Wait a while."]);
  });

  test("HTML: scripts, styles and navigation are not text", () => {
    const [piece, ...others] = chunkHtml(
      "a.html",
      `<!doctype html><head><title>no</title></head><nav><nav>x</nav>menu</nav><h1>Send &amp; pay</h1>
       <script>if (a < b) "<h1>evil</h1>"</script><style>p{}</style><p title="a > b">One<br>two</p>
       <ol><li><p>Press <b>Send</b></p></li><li>Wait</li></ol><ul><li>Note</li></ul><script>open`,
    );
    expect(others).toEqual([]);
    expect(piece).toMatchObject({ title: "Send & pay", text: "One\n\ntwo\n\nNote" });
    expect(piece?.steps.map(({ description }) => description)).toEqual(["Press **Send**", "Wait"]);
  });

  test("a sitemap's addresses", () => {
    const xml =
      "<urlset><url><loc> https://e.com/a?x=1&amp;y=2 </loc></url><url><loc>javascript:1</loc></url></urlset>";
    expect(readSitemap(xml)).toEqual(["https://e.com/a?x=1&y=2"]);
  });

  test("hostile documents are read in no time, and in bounded pieces", () => {
    const hostile = [
      "<".repeat(200_000),
      "<script".repeat(30_000),
      "<a b='".repeat(30_000),
      "1. ".repeat(60_000),
      "[".repeat(200_000),
      "<nav>".repeat(40_000),
      "<!--".repeat(50_000),
      "&".repeat(200_000),
    ];
    for (const text of hostile) {
      const start = performance.now();
      for (const piece of [...chunkHtml("h", text), ...chunkMarkdown("m", text)]) {
        expect(piece.text.length).toBeLessThan(5_000);
      }
      expect(performance.now() - start).toBeLessThan(3_000);
    }
  });
});
