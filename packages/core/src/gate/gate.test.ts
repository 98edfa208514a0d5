import { describe, expect, test } from "vitest";
import { DAY_MS, SECOND_MS } from "../ids.ts";
import { createAgentState } from "../session/agent-state.ts";
import { transition } from "../session/transitions.ts";
import { sampleTrigger } from "../testing/sample-rules.ts";
import type { TriggerContext } from "../triggers/condition.ts";
import { viewMemory } from "../triggers/memory-view.ts";
import { FRESH_ATTENTION, NEVER } from "./attention.ts";
import { askGate, type GateInput } from "./gate.ts";
import { hashShare } from "./hash-share.ts";
import type { HoldReason } from "./hold-reason.ts";
import { DEFAULT_POLICY, type GatePolicy } from "./policy.ts";

const NOW = Date.UTC(2026, 5, 1, 12);
const THINKING = createAgentState(0);
const ON_PAGE: TriggerContext = {
  now: NOW,
  sessionId: "s",
  actions: [],
  page: { url: "/projects", canonicalUrl: "/projects" },
};

/** A moment at which everything is right, but for what is overridden. */
function input(overrides: Partial<GateInput> = {}): GateInput {
  return {
    now: NOW,
    trigger: sampleTrigger(),
    context: ON_PAGE,
    agent: THINKING,
    busy: false,
    attention: FRESH_ATTENTION,
    shownCount: 0,
    audience: true,
    consent: null,
    missingAnchors: [],
    pageSince: null,
    typingUntil: 0,
    policy: DEFAULT_POLICY,
    ...overrides,
  };
}

const policy = (changes: Partial<GatePolicy>): GatePolicy => ({ ...DEFAULT_POLICY, ...changes });
const attention = (changes: Partial<GateInput["attention"]>) => ({ ...FRESH_ATTENTION, ...changes });
const resting = transition(THINKING, { type: "dismissed" }, NOW - 1_000).state;
const teaching = sampleTrigger({ workflow: "bulk-edit" });
const knows = (status: "mastered" | "in_progress"): TriggerContext => ({
  ...ON_PAGE,
  memory: viewMemory({ workflows: { "bulk-edit": { status } } }),
});
const heldOut = Array.from({ length: 200 }, (_, index) => `user-${index}`).find(
  (user) => hashShare(`usher\n${user}`) < 0.05,
) as string;

interface Row {
  readonly held: Partial<GateInput>;
  readonly until?: number;
  /** The nearest moment that is let through. */
  readonly free: Partial<GateInput>;
}

const ROWS: Readonly<Record<HoldReason, Row>> = {
  opted_out: { held: { attention: attention({ dial: "off" }) }, free: { attention: attention({ dial: "quiet" }) } },
  consent: {
    held: { consent: null, policy: policy({ requireConsent: true }) },
    free: { consent: true, policy: policy({ requireConsent: true }) },
  },
  paused: {
    held: { attention: attention({ snoozedUntil: NOW + 1 }) },
    until: NOW + 1,
    free: { attention: attention({ snoozedUntil: NOW }) },
  },
  quiet_hours: {
    held: { policy: policy({ quietHours: { from: "12:00", to: "13:00" } }) },
    until: NOW + 3_600_000,
    free: { policy: policy({ quietHours: { from: "11:00", to: "12:00" } }) },
  },
  wrong_state: { held: { busy: true }, free: { busy: false } },
  offer_open: {
    held: { attention: attention({ open: { offerId: "other.1", sessionId: "other", expiresAt: NOW + 1 } }) },
    until: NOW + 1,
    free: { attention: attention({ open: { offerId: "other.1", sessionId: "other", expiresAt: NOW } }) },
  },
  cooldown: {
    held: { agent: resting },
    until: NOW - 1_000 + 60 * SECOND_MS,
    free: { agent: resting, now: NOW - 1_000 + 60 * SECOND_MS },
  },
  trigger_cooldown: {
    held: { attention: attention({ triggers: { bulk_edit_opportunity: { dismissals: 1, quietUntil: NOW + 1 } } }) },
    until: NOW + 1,
    free: { attention: attention({ triggers: { bulk_edit_opportunity: { dismissals: 1, quietUntil: NOW } } }) },
  },
  budget: {
    held: { attention: attention({ shownAt: [NOW - 120 * SECOND_MS + 1] }) },
    until: NOW + 1,
    free: { attention: attention({ shownAt: [NOW - 120 * SECOND_MS] }) },
  },
  goal_reached: {
    held: { trigger: sampleTrigger({ until: () => ({ condition: "done", met: true }) }) },
    free: {},
  },
  mastered: {
    held: { trigger: teaching, context: knows("mastered") },
    free: { trigger: teaching, context: knows("in_progress") },
  },
  page_mismatch: {
    held: { context: { ...ON_PAGE, page: { url: "/projects-archive", canonicalUrl: "/projects-archive" } } },
    free: { context: { ...ON_PAGE, page: { url: "/projects?tab=2", canonicalUrl: "/projects" } } },
  },
  anchor_missing: {
    held: { trigger: sampleTrigger({ anchor: "table-options" }), missingAnchors: ["table-options"] },
    free: { trigger: sampleTrigger({ anchor: "table-options" }), missingAnchors: ["another"] },
  },
  no_audience: { held: { audience: false }, free: { audience: true } },
  page_age: {
    held: { policy: policy({ minPageAgeS: 10 }), pageSince: NOW - 9_999 },
    until: NOW + 1,
    free: { policy: policy({ minPageAgeS: 10 }), pageSince: NOW - 10_000 },
  },
  typing: { held: { typingUntil: NOW + 1 }, until: NOW + 1, free: { typingUntil: NOW } },
  shadow: { held: { trigger: sampleTrigger({ shadow: true }) }, free: { trigger: sampleTrigger({ shadow: false }) } },
  holdout: {
    held: { context: { ...ON_PAGE, userId: heldOut } },
    free: { context: { ...ON_PAGE, userId: heldOut }, policy: policy({ holdoutShare: 0 }) },
  },
  gate_error: {
    held: {
      trigger: teaching,
      context: {
        ...ON_PAGE,
        memory: {
          ...viewMemory({}),
          statusOf() {
            throw new Error("memory is broken");
          },
        },
      },
    },
    free: { trigger: teaching, context: ON_PAGE },
  },
};

describe("every hold reason", () => {
  test.each(Object.entries(ROWS))("%s holds, and lets go right beside it", (reason, { held, until, free }) => {
    const detail = reason === "gate_error" ? { detail: "memory is broken" } : {};
    expect(askGate(input(held))).toEqual({ ok: false, reason, ...(until === undefined ? {} : { until }), ...detail });
    expect(askGate(input(free))).toEqual({ ok: true });
  });
});

describe("the person's wishes", () => {
  test("beat everything else", () => {
    const everything = Object.assign({}, ...Object.values(ROWS).map(({ held }) => held));
    expect(askGate(input({ ...everything, attention: attention({ dial: "off" }) }))).toEqual({
      ok: false,
      reason: "opted_out",
    });
  });

  test("a tip they do not want to hear again is paused for good, others are not", () => {
    const muted = attention({ muted: ["bulk_edit_opportunity"] });
    expect(askGate(input({ attention: muted }))).toEqual({ ok: false, reason: "paused" });
    expect(askGate(input({ attention: muted, trigger: sampleTrigger({ id: "another" }) }))).toEqual({ ok: true });
  });

  test("“everything, for good” has no end of its own", () => {
    expect(askGate(input({ attention: attention({ snoozedUntil: NEVER }) }))).toEqual({ ok: false, reason: "paused" });
  });

  test("a refused consent holds even where none is required", () => {
    expect(askGate(input({ consent: false }))).toEqual({ ok: false, reason: "consent" });
  });

  test("the product's own switch pauses everybody", () => {
    expect(askGate(input({ policy: policy({ paused: true }) }))).toEqual({ ok: false, reason: "paused" });
  });
});

describe("budget", () => {
  const at = (...ago: number[]) => attention({ shownAt: ago.map((ms) => NOW - ms) });
  const HOUR = 3_600_000;

  test.each([
    ["2 per session", { shownCount: 2 }, undefined],
    ["3 per day", { attention: at(23 * HOUR, 5 * HOUR, HOUR) }, NOW + HOUR],
    [
      "6 per week",
      { attention: at(6.5 * DAY_MS, 5 * DAY_MS, 4 * DAY_MS, 3 * DAY_MS, 2 * DAY_MS, 1.5 * DAY_MS) },
      NOW + 0.5 * DAY_MS,
    ],
  ])("%s", (_, changes, until) => {
    expect(askGate(input(changes))).toEqual({ ok: false, reason: "budget", ...(until === undefined ? {} : { until }) });
  });

  test("one less is let through", () => {
    expect(askGate(input({ shownCount: 1, attention: at(5 * HOUR, HOUR) }))).toEqual({ ok: true });
  });

  test("quiet halves each, and doubles the gap", () => {
    const quiet = (...ago: number[]) => ({ ...at(...ago), dial: "quiet" as const });
    expect(askGate(input({ shownCount: 1, attention: quiet() }))).toMatchObject({ reason: "budget" });
    expect(askGate(input({ attention: quiet(HOUR) }))).toMatchObject({ reason: "budget", until: NOW + 23 * HOUR });
    expect(askGate(input({ attention: quiet() }))).toEqual({ ok: true });
  });
});

describe("quiet hours", () => {
  const night = policy({ quietHours: { from: "22:00", to: "07:00" } });
  const berlin = {
    name: "Europe/Berlin",
    offsetMin: 120,
    next: { at: Date.UTC(2026, 9, 25, 1), offsetMin: 60 },
  };

  test.each([
    ["21:59 in Berlin", Date.UTC(2026, 5, 1, 19, 59), undefined],
    ["22:00 in Berlin", Date.UTC(2026, 5, 1, 20, 0), Date.UTC(2026, 5, 2, 5)],
    ["06:59 in Berlin", Date.UTC(2026, 5, 2, 4, 59), Date.UTC(2026, 5, 2, 5)],
    ["07:00 in Berlin", Date.UTC(2026, 5, 2, 5, 0), undefined],
    ["the night summer time ends is an hour longer", Date.UTC(2026, 9, 24, 22), Date.UTC(2026, 9, 25, 6)],
    ["and after it 07:00 is an hour later", Date.UTC(2026, 9, 26, 5, 30), Date.UTC(2026, 9, 26, 6)],
  ])("%s", (_, now, until) => {
    const answer = askGate(input({ now, policy: night, attention: attention({ zone: berlin }) }));
    expect(answer).toEqual(until === undefined ? { ok: true } : { ok: false, reason: "quiet_hours", until });
  });

  test("without a zone, the clock is UTC", () => {
    const now = Date.UTC(2026, 5, 1, 22, 30);
    expect(askGate(input({ now, policy: night }))).toMatchObject({ until: Date.UTC(2026, 5, 2, 7) });
  });
});

describe("a trigger's own limits", () => {
  test("its page age wins over the policy's", () => {
    const patient = { trigger: sampleTrigger({ minPageAgeS: 30 }), pageSince: NOW - 20_000 };
    expect(askGate(input(patient))).toMatchObject({ reason: "page_age", until: NOW + 10_000 });
    const hasty = { trigger: sampleTrigger({ minPageAgeS: 0 }), policy: policy({ minPageAgeS: 10 }), pageSince: NOW };
    expect(askGate(input(hasty))).toEqual({ ok: true });
  });
});
