import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SnoozeScope } from "../gate/snooze.ts";
import { MINUTE_MS, SECOND_MS } from "../ids.ts";
import { isOpen, type OfferReport } from "../offers/offer.ts";
import { createPersonDriver, type PersonDriver } from "../testing/person-driver.ts";
import { createPersonModel, type PersonModel } from "../testing/person-model.ts";
import { sampleRules, sampleTrigger } from "../testing/sample-rules.ts";
import { countWithin } from "../triggers/conditions/count-within.ts";
import type { EngineInput } from "./input.ts";

// The engine against a model that keeps only promises. A failure prints the seed and the shortest sequence of commands
// that breaks one; `fc.assert(…, { seed, path, endOnFailure: true })` plays it again.

const T0 = Date.UTC(2026, 5, 1, 9);
const SESSIONS = ["laptop", "phone"];
const TRIGGERS = [
  sampleTrigger({ id: "trial", shadow: true }),
  sampleTrigger({ id: "known", workflow: "known" }),
  sampleTrigger({ id: "first", cooldownS: 600 }),
  // Only the goal keeps this one silent once it is reached.
  sampleTrigger({
    id: "second",
    cooldownS: 300,
    when: countWithin({ label: "save changes", atLeast: 3, withinS: 120 }),
  }),
];
const LIVE = TRIGGERS.slice(2);
const RULES = sampleRules({ perSession: 4, perDay: 5, perWeek: 8, ignoredQuietS: 900 }, TRIGGERS);
const MEMORY = { workflows: { known: { status: "mastered" as const } } };

interface World {
  readonly promises: PersonModel;
  now: number;
  latest: number;
  offered: number;
  /** When each session asked to be woken. */
  readonly wakeAt: Map<string, number>;
}

/** Time passes, and whoever asked to be woken meanwhile is. It goes back by half a minute at most, all in all. */
function pass(world: World, driver: PersonDriver, pauseS: number): void {
  const until = Math.max(world.now + pauseS * SECOND_MS, world.latest - 30 * SECOND_MS);
  for (;;) {
    const [next] = Array.from(world.wakeAt).sort(([, left], [, right]) => left - right);
    if (next === undefined || next[1] > until) break;
    world.now = Math.max(world.now, next[1]);
    world.wakeAt.delete(next[0]);
    send(world, driver, next[0], { type: "wake" });
  }
  world.now = until;
  world.latest = Math.max(world.latest, until);
}

function send(world: World, driver: PersonDriver, session: string, input: EngineInput): void {
  const result = driver.send(session, input, world.now);
  expect(world.promises.observe(session, input, result)).toEqual([]);
  if (result.wakeAt === undefined) world.wakeAt.delete(session);
  else world.wakeAt.set(session, result.wakeAt);
  world.offered += result.notes.filter(({ type }) => type === "fired").length;
  const open = SESSIONS.filter((name) => {
    const offer = driver.offer(name);
    return offer !== null && isOpen(offer) && offer.expiresAt > world.now;
  });
  expect(open.length, "S1").toBeLessThanOrEqual(1);
  if (result.state.session.agent.name !== "thinking") expect(result.wakeAt, "S6").toBeGreaterThan(0);
}

type Happening = (world: World, driver: PersonDriver, session: string) => void;
const Happens = (
  name: string,
  pauseS: number,
  session: string,
  happen: Happening,
): fc.Command<World, PersonDriver> => ({
  check: () => true,
  run(world, driver) {
    pass(world, driver, pauseS);
    happen(world, driver, session);
  },
  toString: () => `after ${pauseS} s, ${session}: ${name}`,
});

let count = 0;
function act(
  world: World,
  driver: PersonDriver,
  session: string,
  type: "click" | "page_view" | "input_activity",
  detail: string,
  lateS = 0,
): void {
  count++;
  const action = {
    id: `${session}-${count}`,
    type,
    title: "",
    label: type === "click" ? detail : "",
    url: type === "page_view" ? detail : "/projects",
    canonicalUrl: type === "page_view" ? detail : "/projects",
    at: world.now + lateS * SECOND_MS,
    receivedAt: world.now,
    ...(type === "input_activity" ? { properties: { state: detail } } : {}),
  };
  send(world, driver, session, { type: "actions", actions: [action] });
}

function report(world: World, driver: PersonDriver, session: string, what: OfferReport, detail: string): void {
  const offerId = driver.offer(session)?.id ?? "none";
  const extra = what === "accepted" ? { option: detail } : what === "snoozed" ? { scope: detail as SnoozeScope } : {};
  send(world, driver, session, { type: "outcome", offerId, report: what, tabId: "a", ...extra });
}

function threeSaves(world: World, driver: PersonDriver, session: string, saves = 3): void {
  act(world, driver, session, "page_view", "/projects");
  for (let save = 0; save < saves; save++) {
    pass(world, driver, 1);
    act(world, driver, session, "click", "Save changes");
  }
}

/** The page's events come late: by the time the third save is heard of, the user types. */
const lateSaves: Happening = (world, driver, session) => {
  threeSaves(world, driver, session, 2);
  pass(world, driver, 2);
  act(world, driver, session, "input_activity", "typing");
  act(world, driver, session, "click", "Save changes", -1);
};

/** Long after everything, three saves must bring help, unless a promise stands against it. */
const expectHelp: Happening = (world, driver, session) => {
  pass(world, driver, 16 * (MINUTE_MS / SECOND_MS));
  const expected = LIVE.some((trigger) => world.promises.expectsOffer(session, trigger, world.now));
  const before = world.offered;
  threeSaves(world, driver, session);
  if (expected) expect(world.offered, "help that nothing forbids is offered").toBe(before + 1);
};

const input = (name: string, value: EngineInput): readonly [string, Happening] => [
  name,
  (world, driver, session) => send(world, driver, session, value),
];

const HAPPENINGS: readonly (readonly [weight: number, name: string, happen: Happening])[] = [
  [8, "three saves", threeSaves],
  [3, "saves heard of late", lateSaves],
  [4, "expect help", expectHelp],
  [3, "save", (...of) => act(...of, "click", "Save changes")],
  [1, "goal", (...of) => act(...of, "click", "Apply to 3")],
  [2, "typing", (...of) => act(...of, "input_activity", "typing")],
  [1, "idle", (...of) => act(...of, "input_activity", "idle")],
  [1, "elsewhere", (...of) => act(...of, "page_view", "/dashboard")],
  [6, "shown", (...of) => report(...of, "shown", "")],
  [2, "delivered", (...of) => report(...of, "delivered", "")],
  [2, "dismissed", (...of) => report(...of, "dismissed", "")],
  [2, "expired", (...of) => report(...of, "expired", "")],
  [2, "accepted the tour", (...of) => report(...of, "accepted", "tour")],
  [1, "accepted the chat", (...of) => report(...of, "accepted", "chat")],
  [1, "snoozed: hour", (...of) => report(...of, "snoozed", "hour")],
  [1, "snoozed: today", (...of) => report(...of, "snoozed", "today")],
  [1, "snoozed: tip", (...of) => report(...of, "snoozed", "tip")],
  [1, ...input("tour started", { type: "tour-started", tourId: "projects-bulk-edit", runId: "r" })],
  [
    1,
    ...input("tour ended", {
      type: "tour-ended",
      tourId: "projects-bulk-edit",
      runId: "r",
      outcome: "completed",
      step: 1,
    }),
  ],
  [1, ...input("asks in the chat", { type: "chat-message" })],
  [2, ...input("closes the chat", { type: "chat-closed" })],
  [1, ...input("nobody listens", { type: "presence", audience: false })],
  [2, ...input("somebody listens", { type: "presence", audience: true })],
  [1, ...input("dial off", { type: "preferences", dial: "off" })],
  [1, ...input("dial quiet", { type: "preferences", dial: "quiet" })],
  [3, ...input("dial on, all heard again", { type: "preferences", dial: "on", snoozedUntil: null, muted: [] })],
  [1, ...input("consent refused", { type: "consent", granted: false })],
  [2, ...input("consent given", { type: "consent", granted: true })],
  [3, ...input("wake", { type: "wake" })],
];

const pauses = fc.oneof(
  { weight: 8, arbitrary: fc.nat(20) },
  { weight: 3, arbitrary: fc.integer({ min: 60, max: 900 }) },
  { weight: 1, arbitrary: fc.nat(200_000) },
  { weight: 1, arbitrary: fc.integer({ min: -30, max: 0 }) },
);

const commands = HAPPENINGS.flatMap(([weight, name, happen]) => {
  const arbitrary = fc
    .tuple(pauses, fc.constantFrom(...SESSIONS))
    .map(([pauseS, session]) => Happens(name, pauseS, session, happen));
  return Array.from({ length: weight }, () => arbitrary);
});

describe("one person, two sessions, one attention", () => {
  test("S1–S6, S10–S12, budgets and wishes: whatever is offered was allowed, and what nothing forbids is offered", () => {
    let offered = 0;
    fc.assert(
      fc.property(fc.commands(commands, { maxCommands: 120, size: "max" }), (sequence) => {
        const isMastered = (workflow: string): boolean => workflow === "known";
        const promises = createPersonModel(RULES.policy, TRIGGERS, SESSIONS, isMastered);
        const world: World = { promises, now: T0, latest: T0, offered: 0, wakeAt: new Map() };
        fc.modelRun(() => ({ model: world, real: createPersonDriver(RULES, SESSIONS, MEMORY) }), sequence);
        offered += world.offered;
      }),
      { numRuns: 300 },
    );
    // The promises are worth something only if help is offered at all.
    expect(offered).toBeGreaterThan(300);
  }, 60_000);
});
