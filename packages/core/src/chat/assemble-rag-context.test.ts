import { expect, test } from "vitest";
import { assembleRagChatContext, type RagChatProviders, type RagReplyInputs } from "./assemble-rag-context.ts";

const question: RagReplyInputs = {
  productId: "p",
  integrationConfig: { kb_product_id: " kb " },
  conversationId: "c1",
  userMessage: "How do I export?",
  email: "  ",
  sessionId: "s1",
  activitySinceCutoff: 1_700_000_000,
};

function providers(live: string, calls: string[] = []): RagChatProviders {
  return {
    sessionActivityLocal: async () => `${calls.push("local") && "local activity"}`,
    sessionActivitySince: async () => `${calls.push("since") && "new activity"}`,
    memory: {
      liveActivity: async ({ userId }) => `${calls.push(`memory of ${userId}`) && live}`,
      conversationTurns: async () => [{ role: "User", content: " What is this? " }, { content: " " }],
    },
    knowledgeBase: {
      retrieve: async (query) => {
        calls.push(`knowledge of ${query.kbProductId} with ${query.activityTextForKbInjection}`);
        return [{ title: "Export", content: "Press Export." }, { title: "Empty" }];
      },
    },
  };
}

test("gathers everything into one text, the question last", async () => {
  const { userBlock, assembly } = await assembleRagChatContext(question, providers(""));
  expect(userBlock).toBe(
    [
      "[ACTIVITY SINCE YOUR LAST CHAT MESSAGE]\nnew activity",
      "[RECENT PRODUCT ACTIVITY]\nlocal activity",
      "Prior conversation:\nUser: What is this?",
      "Knowledge base excerpts:\n\n--- Export ---\nPress Export.",
      "[CURRENT USER MESSAGE]\nHow do I export?",
    ].join("\n\n"),
  );
  expect(assembly.firstQuestionText).toBe("What is this?");
});

test("does not ask the local store when the memory has answered, unless told to", async () => {
  const calls: string[] = [];
  await assembleRagChatContext(question, providers("remote", calls));
  expect(calls).toEqual(["memory of s1", "knowledge of kb with remote"]);
  calls.length = 0;
  const options = { preferMemoryActivity: false, skipLocalWhenMemoryAnswers: false };
  await assembleRagChatContext(question, providers("remote", calls), options);
  expect(calls).toEqual(["memory of s1", "local", "since", "knowledge of kb with local activity"]);
});

test("a memory that answers with white space has not answered", async () => {
  const { assembly } = await assembleRagChatContext(question, providers("  \n"));
  expect(assembly.recentActivity).toBe("local activity");
});

test("without a session only the knowledge base is asked", async () => {
  const calls: string[] = [];
  const { userBlock } = await assembleRagChatContext({ ...question, sessionId: null }, providers("remote", calls));
  expect(calls).toEqual(["knowledge of kb with "]);
  expect(userBlock).not.toContain("ACTIVITY");
});

test("what a provider throws reaches the caller", async () => {
  const failing = { ...providers(""), sessionActivityLocal: () => Promise.reject(new Error("store is down")) };
  await expect(assembleRagChatContext(question, failing)).rejects.toThrow("store is down");
});
