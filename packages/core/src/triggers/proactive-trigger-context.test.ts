import { describe, expect, test } from "vitest";
import { actionsPayload } from "../actions/actions-payload.ts";
import { slimAction } from "../actions/slim-action.ts";
import { type ActionsPayloadsContextOptions, ProactiveTriggerContext } from "./proactive-trigger-context.ts";

const ids = { productId: "p", sessionId: "s" };
const NOW_S = 1_700_001_000;

function batch(forwardedAtS: number, ...titles: readonly string[]): ReturnType<typeof actionsPayload> {
  return actionsPayload({ ...ids, forwardedAtS, actions: titles.map((title) => slimAction({ title })) });
}

function titles(
  options: ActionsPayloadsContextOptions,
  ...batches: readonly ReturnType<typeof batch>[]
): readonly string[] {
  const context = ProactiveTriggerContext.fromActionsPayloads(batches, { ...ids, nowS: NOW_S, ...options });
  return context.recentActions.map((action) => action.title);
}

describe("fromActionsPayloads", () => {
  const old = batch(NOW_S - 120.25, "old");
  const edge = batch(NOW_S - 120, "a", "b", "c");
  const recent = batch(NOW_S, "d", "e");

  test("looks back 120 s, the edge included", () =>
    expect(titles({}, old, edge, recent)).toEqual(["a", "b", "c", "d", "e"]));
  test("null looks back without limit", () =>
    expect(titles({ lookbackS: null }, old, recent)).toEqual(["old", "d", "e"]));
  test("keeps the newest and cuts the oldest kept batch from its start", () => {
    expect(titles({ maxActions: 3 }, old, edge, recent)).toEqual(["c", "d", "e"]);
    expect(titles({ maxActions: 1 }, edge, recent)).toEqual(["e"]);
    expect(titles({ maxActions: 2 }, edge, batch(NOW_S), recent)).toEqual(["d", "e"]);
  });
  test("holds 50 actions unless told otherwise", () => {
    const many = batch(NOW_S, ...Array.from({ length: 60 }, (_, index) => `a${index}`));
    expect(titles({}, many)).toHaveLength(50);
    expect(titles({ maxActions: null }, many)).toHaveLength(60);
  });

  test.each([
    [{ maxActions: 0, lookbackS: 0, productId: "" }, "maxActions"],
    [{ lookbackS: 0, productId: "" }, "lookbackS"],
    [{ productId: " ", sessionId: "" }, "productId"],
    [{ sessionId: "" }, "sessionId"],
    [{ requireConversation: true }, "conversationId"],
  ])("rejects %j at %s", (options, path) => {
    expect(() => titles(options, recent)).toThrow(expect.objectContaining({ path }));
  });

  test("a look-back needs the present moment", () => {
    expect(() => ProactiveTriggerContext.fromActionsPayloads([], ids)).toThrow(
      expect.objectContaining({ path: "nowS" }),
    );
    expect(ProactiveTriggerContext.fromActionsPayloads([], { ...ids, lookbackS: null }).recentActions).toEqual([]);
  });
});

test("every way to make a context checks its scope", () => {
  const invalid = expect.objectContaining({ code: "proactive_trigger_scope_invalid" });
  expect(() => new ProactiveTriggerContext({})).toThrow(invalid);
  expect(() => ProactiveTriggerContext.fromSlimActions([], {})).toThrow(invalid);
  expect(new ProactiveTriggerContext({ scopePolicy: "lenient" }).sessionId).toBe("");
});

test("one address for each action, null where unknown, unless addresses are given", () => {
  const actions = [slimAction({ canonicalUrl: "/a" }), slimAction(), slimAction({ canonicalUrl: "/b" })];
  const context = ProactiveTriggerContext.fromSlimActions(actions, ids);
  expect(context.canonicalUrls).toEqual(["/a", null, "/b"]);
  expect(context.canonicalUrls).toBe(context.canonicalUrls);
  expect(new ProactiveTriggerContext({ ...ids, canonicalUrls: ["/x"] }).canonicalUrls).toEqual(["/x"]);
});

test("what the caller does not say stays empty", () => {
  const { actionCount, conversationId, latestSummaryText, priorSessionSummaries, contextExtra } =
    ProactiveTriggerContext.fromSlimActions([slimAction()], ids);
  expect({ actionCount, conversationId, latestSummaryText, priorSessionSummaries, contextExtra }).toEqual({
    actionCount: 0,
    conversationId: null,
    latestSummaryText: "",
    priorSessionSummaries: [],
    contextExtra: {},
  });
});
