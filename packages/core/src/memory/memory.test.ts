import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Action } from "../actions/action.ts";
import { normaliseEvent } from "../actions/normalise-event.ts";
import { DAY_MS } from "../ids.ts";
import { defineGoldenPath, type GoldenPath } from "../paths/golden-path.ts";
import { followPaths } from "../paths/match/follow-paths.ts";
import { createPathIndex } from "../paths/match/path-index.ts";
import { analyseSession } from "./analyse-session.ts";
import { copilotContext } from "./copilot-context.ts";
import { correctMemory, forgetMemory } from "./correct-memory.ts";
import { findGap } from "./find-gap.ts";
import { foldMemory, mergeMemories, rebuildMemory } from "./fold-memory.ts";
import { formatMoment } from "./format-moment.ts";
import { memoryFacts, memoryView } from "./memory-facts.ts";
import type { SessionAnalysis } from "./session-analysis.ts";
import { EMPTY_MEMORY, MAX_SESSIONS, type UserMemory } from "./user-memory.ts";
import { userProfile } from "./user-profile.ts";

const T = 1_795_178_200_000;

function pathOf(id: string, page: string, labels: readonly string[]): GoldenPath {
  const [first, ...rest] = labels.map((label, index) => ({
    id: `step-${index}`,
    title: label,
    description: `Use **${label}**.`,
    target: { selectors: [`#${id}-${index}`] },
  }));
  if (first === undefined) throw new Error("a path has steps");
  return defineGoldenPath({ id, title: `Do ${id}`, page: [page], steps: [first, ...rest], goal: "Done." });
}

const slack = pathOf("slack", "/integrations", ["Add Slack", "Choose channel", "Test", "Verify connection"]);
const alerts = pathOf("alerts", "/alerts", ["New alert", "Save alert"]);
const index = createPathIndex([slack, alerts]);
const WORKFLOWS = ["slack", "alerts", "webhooks"];

let nextId = 0;
function step(path: GoldenPath, number: number, at: number): Action {
  const element = { tag: "button", role: "button", label: path.steps[number]?.title ?? "", id: `${path.id}-${number}` };
  const url = `https://app.example${path.page[0]}`;
  return normaliseEvent({ event: { id: `a${nextId++}`, type: "click", at, url, element }, receivedAt: at });
}

function did(path: GoldenPath, steps: readonly number[], at: number): readonly Action[] {
  return steps.map((number, order) => step(path, number, at + order * 2_000));
}

function analysed(sessionId: string, actions: readonly Action[]): SessionAnalysis {
  const session = { sessionId, productId: "acme", userId: "ada" };
  return analyseSession({ session, actions, paths: index, now: T + 365 * DAY_MS });
}

function remember(...sessions: readonly (readonly [string, readonly Action[]])[]): UserMemory {
  return sessions.reduce((memory, [id, actions]) => foldMemory(memory, analysed(id, actions)), EMPTY_MEMORY);
}

describe("the analysis of a session", () => {
  test("has every documented section, and its tasks name attempts, matches and missed steps", () => {
    const actions = [...did(slack, [0, 1, 3], T), ...did(slack, [0, 1, 2], T + 3_600_000)];
    const document = analysed("s1", actions);
    expect(Object.keys(document)).toEqual([
      "schema",
      "meta",
      "urls",
      "actions",
      "insights",
      "tags",
      "tasks",
      "prompts",
    ]);
    expect(document.schema).toEqual({ version: 2, min_compatible_version: 2 });
    const [task] = document.tasks.matched;
    expect(task).toMatchObject({ task_id: "slack", workflow: "slack" });
    expect(task?.attempts.map(({ completion_pct, completed }) => [completion_pct, completed])).toEqual([
      [75, false],
      [75, false],
    ]);
    expect(task?.attempts[0]?.missed_steps.map(({ title, how }) => [title, how])).toEqual([["Test", "skipped"]]);
    expect(task?.attempts[1]?.missed_steps.map(({ title, how }) => [title, how])).toEqual([
      ["Verify connection", "not_reached"],
    ]);
    expect(task?.attempts[1]?.matched_actions.map(({ action_index }) => action_index)).toEqual([3, 4, 5]);
    expect(document.insights.friction.map(({ kind, area, count }) => [kind, area, count])).toEqual([
      ["repeat_attempt", "slack", 2],
    ]);
    expect(document.insights.summary).toMatch(/## Title[\s\S]+## User intent[\s\S]+## User Actions[\s\S]+## Friction/);
    expect(document.prompts.markdown_summary.name).toBe("extractive");
    for (const { timestamp_start, timestamp_end } of document.insights.highlights) {
      expect(timestamp_start).toBeGreaterThanOrEqual(0);
      expect(timestamp_end).toBeLessThanOrEqual(document.meta.duration_seconds);
    }
  });

  test("of a session without actions is a document, too", () => {
    const { meta, tasks, insights } = analysed("s0", []);
    expect([meta.duration_seconds, tasks.matched, insights.bullets]).toEqual([0, [], []]);
  });

  test("is the same in any order of arrival", () => {
    const actions = [...did(slack, [0, 1, 2, 3], T), ...did(alerts, [0], T + 60_000)];
    expect(analysed("s1", actions.toReversed())).toEqual(analysed("s1", actions));
  });

  test("moments are told as documented", () => {
    expect(formatMoment(0)).toBe("1970-01-01 00:00:00.000000+00:00");
    expect(formatMoment(Date.UTC(2024, 1, 29, 23, 59, 58, 7))).toBe("2024-02-29 23:59:58.007000+00:00");
  });
});

describe("the profile", () => {
  test("is the documented JSON", () => {
    const memory = remember(["s1", did(alerts, [0, 1], T)], ["s2", did(slack, [0, 1, 2], T + DAY_MS)]);
    const profile = userProfile(memory, WORKFLOWS, T + 2 * DAY_MS);
    expect(profile.knowledge_state).toEqual({
      mastered: ["alerts"],
      in_progress: {
        slack: { attempts: 1, last_issue: "missed final step: Verify connection", best_completion_pct: 75 },
      },
      untouched: ["webhooks"],
    });
    expect(profile.journey_completion).toEqual({
      completed_workflows: ["alerts"],
      total_known_workflows: 3,
      completion_rate: 0.33,
    });
    expect(profile.last_seen_at).toBe(T + DAY_MS + 4_000);
    expect(profile.last_session_summary).toContain("Do slack");
    expect(profile.adoption.mastery).toEqual({ rating: 46, level: "intermediate" });
  });

  test("every fact names the actions that prove it", () => {
    const actions = did(alerts, [0, 1], T);
    const profile = userProfile(remember(["s1", actions]), WORKFLOWS, T + DAY_MS);
    expect(profile.evidence.alerts?.sessions).toEqual([{ session_id: "s1", action_ids: actions.map(({ id }) => id) }]);
  });

  test("mastery fades: half is left after 90 days, and practice makes it last", () => {
    const once = remember(["s1", did(alerts, [0, 1], T)]);
    const status = (memory: UserMemory, days: number) => memoryView(memory, T + days * DAY_MS).statusOf("alerts");
    expect([status(once, 89), status(once, 91)]).toEqual(["mastered", "in_progress"]);
    const twice = foldMemory(once, analysed("s2", did(alerts, [0, 1], T + DAY_MS)));
    expect([status(twice, 180), status(twice, 183)]).toEqual(["mastered", "in_progress"]);
    expect(userProfile(once, WORKFLOWS, T + 91 * DAY_MS).knowledge_state.in_progress.alerts?.last_issue).toBe(
      "not done for a long time",
    );
  });

  test("what goes wrong again and again is a pattern; once is none", () => {
    const first = remember(["s1", did(slack, [0, 1], T)]);
    expect(userProfile(first, WORKFLOWS, T).struggle_patterns).toEqual([]);
    const both = foldMemory(
      first,
      analysed("s2", [
        ...did(slack, [0, 1], T + DAY_MS),
        ...did(slack, [0], T + DAY_MS + 3_600_000),
        ...did(slack, [0, 1], T + DAY_MS + 7_200_000),
      ]),
    );
    expect(userProfile(both, WORKFLOWS, T + DAY_MS).struggle_patterns).toMatchObject([
      { area: "slack", kind: "repeat_attempt", times: 3 },
    ]);
  });
});

describe("the person's own word", () => {
  const memory = remember(["s1", did(alerts, [0, 1], T)]);
  const later = T + 10 * DAY_MS;

  test("what they know holds until they say otherwise", () => {
    const said = correctMemory(memory, "slack", "mastered", later);
    expect(memoryView(said, later + 900 * DAY_MS).statusOf("slack")).toBe("mastered");
    expect(userProfile(said, WORKFLOWS, later).evidence.slack?.origin).toBe("said");
  });

  test("what they do not know counts against what was seen before, not against what comes", () => {
    const said = correctMemory(memory, "alerts", "untouched", later);
    expect(memoryView(said, later).statusOf("alerts")).toBe("untouched");
    const again = foldMemory(said, analysed("s2", did(alerts, [0, 1], later + DAY_MS)));
    expect(memoryView(again, later + DAY_MS).statusOf("alerts")).toBe("mastered");
  });

  test("what is forgotten does not come back with an analysis that is late", () => {
    const forgotten = forgetMemory(memory, later);
    expect(forgotten.sessions).toEqual([]);
    expect(foldMemory(forgotten, analysed("s1", did(alerts, [0, 1], T))).sessions).toEqual([]);
    const straddling = analysed("s3", [...did(alerts, [0, 1], later - 60_000), ...did(slack, [0, 1], later + 60_000)]);
    const after = foldMemory(forgotten, straddling);
    expect(memoryFacts(after, later + DAY_MS).workflows).toEqual({
      slack: { status: "in_progress", completion: 0.5, attempts: 1 },
    });
    expect(JSON.stringify(after)).not.toContain("alerts");
  });
});

describe("S-002-A: the same behaviour, three memories", () => {
  const page = "https://app.example/integrations";
  const now = T + 5 * DAY_MS;
  const gapWith = (memory: UserMemory) => findGap({ memory, tracks: new Map(), paths: [slack, alerts], page, now });

  test("mastered: silence", () => {
    expect(gapWith(remember(["s1", did(slack, [0, 1, 2, 3], T)]))).toEqual({ none: "mastered" });
  });
  test("in progress: the step that was missed, not the whole flow", () => {
    expect(gapWith(remember(["s1", did(slack, [0, 1, 2], T)]))).toMatchObject({
      next: {
        title: "Verify connection",
        reason: "missed_step",
        why: "An earlier attempt reached 75 %; 1 step remains",
      },
    });
  });
  test("untouched: an introduction, and only where it begins", () => {
    expect(gapWith(EMPTY_MEMORY)).toMatchObject({ next: { title: "Add Slack", reason: "introduce" } });
    const elsewhere = { memory: EMPTY_MEMORY, tracks: new Map(), paths: [slack], page: "https://app.example/", now };
    expect(findGap(elsewhere)).toEqual({ none: "not_relevant" });
  });
  test("struggled with: another approach", () => {
    const again = [
      ...did(slack, [0, 1], T),
      ...did(slack, [0, 1], T + 3_600_000),
      ...did(slack, [0, 1], T + 7_200_000),
    ];
    expect(gapWith(remember(["s1", again]))).toMatchObject({ next: { title: "Test", approach: "other" } });
  });
});

describe("S-002-B: path − done", () => {
  test("whatever was done, it is the first required step that was not", () => {
    fc.assert(
      fc.property(fc.subarray([0, 1, 2]), (done) => {
        const tracks = followPaths([...did(slack, done, T), ...did(alerts, [0, 1], T + 60_000)], index);
        const gap = findGap({ memory: undefined, tracks, paths: [slack], now: T + 120_000 });
        const missing = [0, 1, 2, 3].find((each) => !done.includes(each));
        if (done.length === 0) expect(gap).toEqual({ none: "not_relevant" });
        else expect("next" in gap && gap.next.stepId).toBe(`step-${missing}`);
      }),
    );
  });
  test("nothing missing: silence", () => {
    const tracks = followPaths(did(slack, [0, 1, 2, 3], T), index);
    expect(findGap({ memory: undefined, tracks, paths: [slack], now: T })).toEqual({ none: "nothing_missing" });
  });
});

test("S-002-C: a layer that did not come in time is left out, and said to be missing", () => {
  const profile = userProfile(EMPTY_MEMORY, WORKFLOWS, T);
  const whole = copilotContext({ activity: "[0] click: Save", profile, paths: [{ title: "Slack", steps: ["Add"] }] });
  expect(whole.text).toMatch(
    /## What the user just did[\s\S]+## Their workflow history\nMastered: none[\s\S]+## Ideal path/,
  );
  const partial = copilotContext({ activity: "", profile: undefined, paths: undefined });
  expect(partial.missing).toEqual(["memory", "paths"]);
  expect(partial.text).toBe("## What the user just did\nNothing yet.");
});

describe("replay", () => {
  /** Sessions of one person: which steps of which path, how far apart. */
  const session = fc.record({
    startedAt: fc.integer({ min: T, max: T + 400 * DAY_MS }),
    deeds: fc.array(
      fc.record({
        path: fc.constantFrom(slack, alerts),
        number: fc.integer({ min: 0, max: 3 }),
        afterMs: fc.integer({ min: 100, max: 2_400_000 }),
      }),
      { maxLength: 25 },
    ),
  });
  const sessionsOf = (
    told: readonly { startedAt: number; deeds: readonly { path: GoldenPath; number: number; afterMs: number }[] }[],
  ) =>
    told.map(({ startedAt, deeds }, order) => {
      let at = startedAt;
      const actions = deeds.map(({ path, number, afterMs }) => {
        at += afterMs;
        return step(path, number, at);
      });
      return { id: `s${order}`, actions };
    });

  test("the whole log, in any order and analysed half-way or not, makes the same bytes", () => {
    fc.assert(
      fc.property(fc.array(session, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (told, random) => {
        const sessions = sessionsOf(told);
        const replayed = rebuildMemory(
          undefined,
          sessions.map(({ id, actions }) => analysed(id, actions)),
        );
        let live = EMPTY_MEMORY;
        const shuffled = sessions.toSorted(() => (Number(random.next().value) % 2 === 0 ? 1 : -1));
        for (const { id, actions } of shuffled) {
          const half = actions.slice(0, Number(random.next().value) % (actions.length + 1));
          live = foldMemory(live, analysed(id, half));
          live = foldMemory(live, analysed(id, actions));
          live = foldMemory(JSON.parse(JSON.stringify(live)) as UserMemory, analysed(id, half));
        }
        expect(JSON.stringify(live)).toBe(JSON.stringify(replayed));
      }),
      { numRuns: 150 },
    );
  });

  test("more sessions than are kept one by one: still the same, whatever the order", () => {
    const all = Array.from({ length: MAX_SESSIONS + 20 }, (_, order) =>
      analysed(`s${order}`, did(order % 3 === 0 ? alerts : slack, [0, 1], T + order * DAY_MS)),
    );
    const forwards = all.reduce(foldMemory, EMPTY_MEMORY);
    expect(forwards.sessions).toHaveLength(MAX_SESSIONS);
    expect(JSON.stringify(all.toReversed().reduce(foldMemory, EMPTY_MEMORY))).toBe(JSON.stringify(forwards));
    expect(JSON.stringify(rebuildMemory(undefined, all))).toBe(JSON.stringify(forwards));
    expect(userProfile(forwards, WORKFLOWS, T + 80 * DAY_MS).session_count).toBe(MAX_SESSIONS + 20);
  });

  test("anonymous and identified memories merge to what one person's sessions would have made", () => {
    const before = analysed("s1", did(slack, [0, 1], T));
    const after = analysed("s2", did(slack, [2, 3], T + DAY_MS));
    const merged = mergeMemories(foldMemory(EMPTY_MEMORY, after), foldMemory(EMPTY_MEMORY, before));
    expect(JSON.stringify(merged)).toBe(JSON.stringify(rebuildMemory(undefined, [before, after])));
    const mirrored = mergeMemories(foldMemory(EMPTY_MEMORY, before), foldMemory(EMPTY_MEMORY, after));
    expect(JSON.stringify(mirrored)).toBe(JSON.stringify(merged));
  });
});
