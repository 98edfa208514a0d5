import { describe, expect, test } from "vitest";
import { ManualClock, settle } from "../testing/manual-clock.ts";
import { aPayload } from "../testing/payloads.ts";
import { ChatMemory } from "./chat-memory.ts";
import { type ChatPipelineOptions, composeChatPipeline } from "./chat-pipeline.ts";

const NOW_S = 1_000;
const compose = (options: ChatPipelineOptions = {}) =>
  composeChatPipeline({ threshold: 3, clock: new ManualClock(NOW_S * 1_000), ...options });

describe("composeChatPipeline", () => {
  test("actions are known at once, by session and by user", () => {
    const { contextStore, userIndex, onActions } = compose();
    onActions(aPayload("s1", ["a"], NOW_S));
    expect(contextStore.get("s1")).toBe("Recent activity:\n1. [0] click: a — /projects");
    expect(userIndex.getUserActivity("u1")).toContain("Session s1 (acme):");
  });

  test("a summary stands for what it covers, and the latest actions stay listed", async () => {
    const { contextStore, onActions } = compose({ keepAfterSummary: 1, llm: async () => "Exports reports." });
    onActions(aPayload("s1", ["a", "b"], NOW_S));
    onActions(aPayload("s1", ["c"], NOW_S));
    await settle();
    onActions(aPayload("s1", ["d"], NOW_S));
    expect(contextStore.get("s1", { productId: "acme" })).toBe(
      "Summary: Exports reports.\n\nRecent activity:\n1. [0] click: c — /projects\n2. [0] click: d — /projects",
    );
  });

  test("the agent has the summary before the store lets go of the actions", async () => {
    let overwrite = (): void => {};
    const { contextStore, onActions } = compose({
      keepAfterSummary: 0,
      overwriteWithSummary: () =>
        new Promise<void>((resolve) => {
          overwrite = resolve;
        }),
    });
    onActions(aPayload("s1", ["a", "b", "c"], NOW_S));
    await settle();
    expect(contextStore.get("s1")).toContain("click: a");
    overwrite();
    await settle();
    expect(contextStore.get("s1", { productId: "acme" })).toMatch(/^Summary: 3 actions [^\n]*$/);
  });

  test("summaries of the server are known, and a reset forgets everything of one session", () => {
    const { contextStore, onActions, onSummary, reset, summarizer } = compose();
    onActions(aPayload("s1", ["a"], NOW_S));
    onActions(aPayload("s2", ["b"], NOW_S));
    const summary = { type: "summary", productId: "acme", summary: "From the server.", replaces: 3 } as const;
    onSummary({ ...summary, sessionId: "s1", forwardedAtS: NOW_S });
    onSummary({ ...summary, sessionId: null, forwardedAtS: NOW_S });
    expect(contextStore.get("s1")).toContain("Summary: From the server.");
    reset("acme", "s1");
    expect([contextStore.get("s1"), summarizer.getContext("s1", "acme")]).toEqual(["", ""]);
    expect(contextStore.get("s2")).toContain("click: b");
  });

  test("closing writes what is gathered", async () => {
    const texts: string[] = [];
    const { onActions, close } = compose({ debounceMs: 5_000, writeActions: (_session, text) => texts.push(text) });
    onActions(aPayload("s1", ["a"], NOW_S));
    await close();
    expect(texts).toHaveLength(1);
  });
});

describe("ChatMemory", () => {
  test("keeps the latest turns of the latest conversations, each to itself", async () => {
    const { contextStore } = compose();
    const memory = new ChatMemory({ contextStore, maxTurns: 2, maxConversations: 2 });
    for (const content of ["1", "2", "3"]) memory.addTurn("c1", { role: "user", content });
    memory.addTurn("c2", { role: "user", content: "x" });
    const turns = async (conversationId: string) =>
      (await memory.conversationTurns({ conversationId })).map(({ content }) => content);
    expect([await turns("c1"), await turns("c2"), await turns("c3")]).toEqual([["2", "3"], ["x"], []]);
    memory.addTurn("c3", { role: "assistant", content: "y" });
    expect(await turns("c1")).toEqual([]);
    memory.forget("c3");
    expect(await turns("c3")).toEqual([]);
  });

  test("tells the activity of all the user's sessions, or of the one session", async () => {
    const { contextStore, userIndex, onActions } = compose();
    onActions(aPayload("s1", ["a"], NOW_S));
    const ofUser = new ChatMemory({ contextStore, userIndex });
    const ofSession = new ChatMemory({ contextStore });
    expect(await ofUser.liveActivity({ sessionId: "s1", userId: "u1" })).toContain("Session s1 (acme):");
    expect(await ofUser.liveActivity({ sessionId: "s1", userId: "nobody" })).toContain("click: a");
    expect(await ofSession.liveActivity({ sessionId: "s1", userId: "u1" })).toMatch(/^Recent activity/);
  });
});
