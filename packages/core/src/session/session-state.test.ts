import fc from "fast-check";
import { expect, test } from "vitest";
import { TourRegistry } from "../tours/tour-registry.ts";
import { InvalidSnapshotError, InvalidTransitionError } from "./session-errors.ts";
import { SessionState } from "./session-state.ts";

function aSession(startMs: number = 1_000_000): { session: SessionState; wait(seconds: number): void; now(): number } {
  let nowMs = startMs;
  const now = (): number => nowMs;
  return {
    session: new SessionState({ now }),
    now,
    wait(seconds) {
      nowMs += seconds * 1_000;
    },
  };
}

test("an offer is refused with false while cooling down, and with an error while help is on screen", () => {
  const { session, wait } = aSession();
  expect(session.transitionToProactive()).toBe(true);
  expect(() => session.transitionToProactive()).toThrow(InvalidTransitionError);
  wait(21);
  session.tick();
  expect(session.currentState).toBe("thinking");
  expect(session.transitionToProactive()).toBe(false);
  wait(60);
  expect(session.transitionToProactive()).toBe(true);
});

test("asking whether an offer may be shown lets time pass first", () => {
  const { session, wait } = aSession();
  session.transitionToProactive();
  expect(session.canDeliverProactive()).toBe(false);
  wait(21);
  expect(session.canDeliverProactive()).toBe(false);
  wait(60);
  expect(session.canDeliverProactive()).toBe(true);
});

test("starting a tour in thinking is an error that changes nothing", () => {
  const { session } = aSession();
  const before = session.toDict();
  expect(() => session.setVisualGuidance(true, "flow-1")).toThrow(InvalidTransitionError);
  expect(session.toDict()).toEqual(before);
});

test("the seconds since the last interaction agree with the last interaction, whatever it was", () => {
  const { session, wait } = aSession();
  session.transitionToReactive();
  for (const interact of [
    () => session.recordOptionClick(),
    () => session.recordAnyInteraction(),
    () => session.setVisualGuidance(true, "flow-1"),
  ]) {
    wait(5);
    interact();
    wait(2);
    session.tick();
    expect(session.timeSinceLastInteractionS).toBe(2);
  }
});

test("a session goes on in another process, because its snapshot holds wall-clock moments", () => {
  const { session, wait, now } = aSession();
  session.transitionToProactive();
  wait(21);
  session.tick();
  wait(30);
  const restored = SessionState.fromDict(JSON.parse(JSON.stringify(session.toDict())), now);
  expect(restored.canDeliverProactive()).toBe(false);
  wait(30);
  expect(restored.canDeliverProactive()).toBe(true);
});

test("a snapshot from a machine whose clock is ahead cannot keep the session waiting", () => {
  const ahead = aSession(9_000_000);
  ahead.session.transitionToProactive();
  let nowMs = 1_000_000;
  const restored = SessionState.fromDict(ahead.session.toDict(), () => nowMs);
  nowMs += 20_001;
  restored.tick();
  expect(restored.currentState).toBe("thinking");
});

test.each([
  ["not an object", "x", "snapshot"],
  ["another version", { _v: 2 }, "_v"],
  ["true for a version", { _v: true }, "_v"],
  ["no state", { _v: 1, last_interaction_at: 1 }, "current_state"],
  ["an unknown state", { _v: 1, current_state: "asleep", last_interaction_at: 1 }, "current_state"],
  ["no last interaction", { _v: 1, current_state: "thinking" }, "last_interaction_at"],
  [
    "a text time-out",
    { _v: 1, current_state: "thinking", last_interaction_at: 1, interaction_timeout_s: "soon" },
    "interaction_timeout_s",
  ],
  ["a null part", { _v: 1, current_state: "thinking", last_interaction_at: 1, proactive: null }, "proactive"],
])("a snapshot with %s is refused with its path", (_name, snapshot, path) => {
  const restore = (): SessionState => SessionState.fromDict(snapshot, () => 0);
  expect(restore).toThrow(InvalidSnapshotError);
  expect(restore).toThrow(expect.objectContaining({ path }));
});

test("saving and restoring is the identity, and any JSON is restored or refused, never half", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      try {
        const once = SessionState.fromDict(value, () => 1e15).toDict();
        expect(SessionState.fromDict(once, () => 1e15).toDict()).toEqual(once);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidSnapshotError);
      }
    }),
  );
});

test("a tour's waits are found by its id in the tour player, or by either id on request", () => {
  const tours = TourRegistry.fromDict({
    product_id: "p",
    tours: [{ id: "chip-1", user_tour_id: "flow-1", interaction_timeout_s: 5, cooldown_period_s: 7 }],
  });
  const { session, wait } = aSession();
  session.transitionToProactive();
  session.setVisualGuidance(true, "chip-1");
  wait(6);
  session.tick(tours);
  expect(session.currentState).toBe("proactive_assistance");
  session.tick(tours.byEitherId);
  expect(session.currentState).toBe("thinking");
});
