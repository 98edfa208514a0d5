import { expect, test } from "vitest";
import { chatContextAssembly } from "./chat-context-assembly.ts";
import { formatHistoryForPrompt, formatKbRecordsForPrompt } from "./format-prompt-parts.ts";
import {
  formatRagSystemPrompt,
  formatReasoningPrompt,
  formatResponsePrompt,
  previewsForReasoning,
} from "./prompt-templates.ts";

test("a part in which nothing is said has no heading either", () => {
  expect(formatHistoryForPrompt([{ role: "user", content: " " }, { role: "assistant" }])).toBe("");
  expect(formatKbRecordsForPrompt([{ title: "Export", content: null }])).toBe("");
});

test("what is missing from a prompt says so", () => {
  const template = "{first_question}|{conversation_history}|{reasoning_sources}|{selected_context}";
  expect(formatRagSystemPrompt(template, chatContextAssembly(), " How? ")).toBe("How?|(none)|(none)|(none)");
  const question = { userQuestion: " How? ", firstQuestion: "", conversationHistory: "" };
  expect(formatReasoningPrompt("{first_question}|{kb_articles_preview}", question)).toBe("How?|(none)");
  const parts = {
    userQuestion: "How?",
    companyOverview: null,
    terraCatalog: "",
    aiInputSummary: "x",
    pastSessionContext: "",
  };
  expect(formatResponsePrompt("{company_overview}|{terra_catalog}|{ai_input_summary}", parts)).toBe("(none)|(none)|x");
});

test("previews are short: five titles, counted in code points", () => {
  const titles = ["🎉".repeat(300), "b", "", "d", "e", "f"];
  const { kbArticlesPreview } = previewsForReasoning(
    chatContextAssembly(),
    null,
    titles.map((title) => ({ title })),
  );
  expect(kbArticlesPreview.split("\n")).toEqual([`- ${"🎉".repeat(200)}`, "- b", "- Doc 3", "- d", "- e"]);
});
