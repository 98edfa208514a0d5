export { chunkHtml } from "./chunk-html.ts";
export { chunkMarkdown } from "./chunk-markdown.ts";
export {
  createKnowledgeIndex,
  type KnowledgeIndex,
  type KnowledgeMatch,
  type KnowledgeSearch,
  MAX_KNOWLEDGE_ENTRIES,
  type MatchedTerm,
} from "./create-knowledge-index.ts";
export { MAX_DOCUMENT_CHARS } from "./document-chunks.ts";
export { entryFromPath, entryInWords, type KnowledgeEntry, type KnowledgeStep, stepsInWords } from "./entry.ts";
export { wordsOf } from "./fold-text.ts";
export type { KnowledgeField } from "./indexed-entries.ts";
export { readSitemap } from "./read-sitemap.ts";
export { stemWord } from "./stem-word.ts";
export { detectLanguage, type KnowledgeLanguage, LANGUAGES, STOP_WORDS } from "./stop-words.ts";
