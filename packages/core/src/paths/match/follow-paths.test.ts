import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Action, compareActions } from "../../actions/action.ts";
import { normaliseEvent } from "../../actions/normalise-event.ts";
import { createGapView } from "../../triggers/create-gap-view.ts";
import type { GoldenPath } from "../golden-path.ts";
import { assignPaths } from "./assign-paths.ts";
import { followAction, followPaths, NO_TRACKS } from "./follow-paths.ts";
import { createPathIndex } from "./path-index.ts";
import { completionOf, fitnessOf, missedSteps, remainingSteps } from "./path-track.ts";
import { matchStep, SURE_SCORE } from "./step-similarity.ts";

const setup = aPath("setup", "/setup", ["Add source", "API key", "Test connection", "Finish"], ["API key"]);
const invite = aPath("invite", "/team", ["Invite people", "Choose role", "Send invitations"]);
const index = createPathIndex([setup, invite]);

describe("one path", () => {
  test.each([
    ["in order", ["Add source", "API key", "Test connection", "Finish"], [], 1],
    ["without the optional step", ["Add source", "Test connection", "Finish"], [], 1],
    ["repeated", ["Add source", "Add source", "Test connection", "Test connection", "Finish"], [], 1],
    ["in another order", ["Test connection", "Add source", "Finish"], [], 1],
    ["a step left out", ["Add source", "Finish"], ["test-connection"], 2 / 3],
    ["half of it", ["Add source", "Test connection"], [], 2 / 3],
    ["with another path in between", ["Add source", "Invite people", "Test connection", "Finish"], [], 1],
  ])("%s", (_, labels, missed, completion) => {
    const track = followPaths(clicks(labels), index).get("setup");
    expect(track && missedSteps(track, true).map(({ id }) => id)).toEqual(missed);
    expect(track && completionOf(track)).toBe(completion);
  });

  test("who acts on a page has seen it, also when the view was never reported", () => {
    const visit = (page: string): GoldenPath["steps"][number] => ({
      id: `see-${page.slice(1)}`,
      title: `Open ${page}`,
      description: `Open ${page}.`,
      target: { selectors: [], name: page },
      page: [page],
      expects: { type: "page_view", page: [page] },
    });
    const control = (name: string, page: string): GoldenPath["steps"][number] => ({
      id: name.toLowerCase(),
      title: name,
      description: `Use **${name}**.`,
      target: { selectors: [], name },
      page: [page],
    });
    const tour: GoldenPath = {
      id: "tour",
      title: "Tour",
      page: ["/list"],
      steps: [visit("/list"), control("Sort", "/list"), visit("/detail"), control("Rename", "/detail"), visit("/end")],
      goal: "Renamed.",
    };
    const trackOf = (...events: Parameters<typeof history>[0]) =>
      followPaths(history(events), createPathIndex([tour])).get("tour");
    const missedOf = (track: ReturnType<typeof trackOf>) => track && missedSteps(track, true).map(({ id }) => id);

    const [sort, rename] = [["click", "/list", "Sort"] as const, ["click", "/detail", "Rename"] as const];
    const without = trackOf(sort, rename);
    expect(missedOf(without)).toEqual([]);
    expect(without && completionOf(without)).toBe(4 / 5);
    expect(without?.done.get(2)).toMatchObject({ reason: "expectation", actionId: without?.done.get(3)?.actionId });
    // What was reported stays the proof.
    const reported = trackOf(["page_view", "/list", ""], sort, ["page_view", "/detail", ""], rename);
    expect(reported?.done.get(2)?.actionId).not.toBe(reported?.done.get(3)?.actionId);
    // Only pages that were acted on, only what comes before, and controls have to be used.
    expect(missedOf(trackOf(rename))).toEqual(["see-list", "sort"]);
    expect([...(trackOf(sort)?.done.keys() ?? [])].sort()).toEqual([0, 1]);
  });

  test("where it was left is remembered, and what it would cost to finish", () => {
    const actions = clicks(["Add source", "Test connection", "Elsewhere", "Elsewhere"]);
    const track = followPaths(actions, index).get("setup");
    expect(track?.leftAt?.actionId).toBe(actions[2]?.id);
    expect(track && remainingSteps(track).map(({ id }) => id)).toEqual(["finish"]);
    expect(track && fitnessOf(track)).toBe(1);
  });

  test("a look at another page is not leaving once the person is back", () => {
    const actions = history([
      ["click", "/setup", "Add source"],
      ["page_view", "/help", ""],
      ["page_view", "/help/more", ""],
    ]);
    expect(createGapView(index.paths, actions).deviationCost("setup")).toBe(1);
    const back = history([
      ["click", "/setup", "Add source"],
      ["page_view", "/help", ""],
      ["page_view", "/setup", ""],
    ]);
    expect(createGapView(index.paths, back).deviationCost("setup")).toBe(0);
  });

  test("every step that counts says which action did it, how surely and why", () => {
    const actions = clicks(["Add source", "Test the connection"]);
    const track = followPaths(actions, index).get("setup");
    expect([...(track?.done.values() ?? [])]).toMatchObject([
      { step: 0, score: 1, reason: "control", actionId: actions[0]?.id },
      { step: 2, reason: "similar_name", actionId: actions[1]?.id },
    ]);
  });
});

describe("a likeness", () => {
  test.each([
    ["Add source", "control"],
    ["Add source…", "name"],
    ["Add a source", "similar_name"],
    ["Add", undefined],
    ["Add source to a new dashboard", undefined],
    ["Remove source", undefined],
  ])("%s", (label, reason) => {
    const [action] = clicks([label]) as [Action];
    const step = setup.steps[0];
    const match = matchStep(setup, step, action);
    if (reason === undefined) expect(match?.score ?? 0).toBeLessThan(SURE_SCORE);
    else expect(match?.reason).toBe(reason);
    expect(followPaths([action], index).has("setup")).toBe(reason !== undefined);
  });

  test("a guess of 0.4 never counts, however often it comes", () => {
    const guesses = clicks(["Add other", "Add things", "Add other", "Test other", "Finish other"]);
    expect(guesses.flatMap((action) => index.candidates(action).map(({ match }) => match.score))).toContain(0.3);
    expect(followPaths(guesses, index)).toEqual(NO_TRACKS);
  });
});

describe("assignment", () => {
  const assigned = (labels: readonly string[]): readonly string[] =>
    assignPaths(followPaths(clicks(labels), index), index)
      .map(({ track }) => track.path.id)
      .sort();

  test.each([
    ["both, interleaved", ["Add source", "Invite people", "Test connection", "Choose role"], ["invite", "setup"]],
    ["one control of each", ["Add source", "Invite people"], []],
    ["the end of one", ["Test connection", "Finish"], ["setup"]],
    ["nothing", ["Elsewhere"], []],
  ])("%s", (_, labels, expected) => {
    expect(assigned(labels)).toEqual(expected);
  });
});

describe("for any session", () => {
  const label = fc.constantFrom(
    ...setup.steps.map(({ title }) => title),
    ...invite.steps.map(({ title }) => title),
    "Elsewhere",
    "Add other",
    "",
  );
  const session = fc.array(label, { maxLength: 40 }).map((labels) => clicks(labels));

  test("one action after the other is the same as all at once, and the window's view agrees", () => {
    fc.assert(
      fc.property(session, (actions) => {
        let tracks = NO_TRACKS;
        actions.forEach((action, position) => {
          tracks = followAction(tracks, action, index);
          const view = createGapView(index.paths, actions.slice(0, position + 1));
          const fresh = createGapView(new Map(index.paths), actions.slice(0, position + 1));
          expect(view.missedSteps("setup")).toEqual(fresh.missedSteps("setup"));
          expect(view.deviationCost("setup")).toBe(fresh.deviationCost("setup"));
        });
        expect(tracks).toEqual(followPaths(actions, index));
      }),
    );
  });

  test("figures stay in their bounds, and what is done is neither missed nor remaining", () => {
    fc.assert(
      fc.property(session, (actions) => {
        for (const track of followPaths(actions, index).values()) {
          for (const share of [completionOf(track), fitnessOf(track)]) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1);
          }
          const done = new Set([...track.done.keys()].map((step) => track.path.steps[step]?.id));
          for (const { id } of [...missedSteps(track, true), ...remainingSteps(track)]) expect(done).not.toContain(id);
          for (const { score, actionId } of track.done.values()) {
            expect(score).toBeGreaterThanOrEqual(SURE_SCORE);
            expect(actions.map(({ id }) => id)).toContain(actionId);
          }
        }
      }),
    );
  });

  test("the order in which actions arrive makes no difference once they are sorted", () => {
    fc.assert(
      fc.property(session, fc.infiniteStream(fc.nat()), (actions, keys) => {
        const shuffled = actions
          .map((action) => [keys.next().value ?? 0, action] as const)
          .sort(([left], [right]) => left - right)
          .map(([, action]) => action)
          .sort(compareActions);
        expect(followPaths(shuffled, index)).toEqual(followPaths(actions, index));
      }),
    );
  });
});

function aPath(id: string, page: string, names: readonly string[], optional: readonly string[] = []): GoldenPath {
  const steps = names.map((name) => ({
    id: name.toLowerCase().replaceAll(" ", "-"),
    title: name,
    description: `Click **${name}**.`,
    target: { selectors: [], role: "button", name },
    ...(optional.includes(name) ? { optional: true } : {}),
  }));
  return { id, title: id, page: [page], steps: steps as unknown as GoldenPath["steps"], goal: "Done." };
}

function clicks(labels: readonly string[]): Action[] {
  const inviting = invite.steps.map(({ title }) => title);
  return history(
    labels.map((label) => [
      "click",
      label === "Elsewhere" ? "/elsewhere" : inviting.includes(label) ? "/team" : "/setup",
      label,
    ]),
  );
}

function history(events: readonly (readonly [type: "click" | "page_view", page: string, label: string])[]): Action[] {
  return events.map(([type, page, label], position) => {
    const at = 1_000_000 + position * 1_000;
    const url = `https://app.example.com${page}`;
    const element = { tag: "button", role: "button", label };
    return normaliseEvent({
      event: { id: `a${String(position).padStart(3, "0")}`, type, at, url, ...(type === "click" ? { element } : {}) },
      receivedAt: at,
    });
  });
}

test("the index finds what comparing with every step would find", () => {
  const word = fc.constantFrom("add", "source", "the", "data", "new", "report", "button", "3");
  const name = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(" "));
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 12 }), name, (names, label) => {
      const steps = names.map((each, position) => ({
        id: `s${position}`,
        title: each,
        description: each,
        target: { selectors: [], name: each },
      }));
      const path: GoldenPath = { id: "p", title: "p", page: ["*"], steps: steps as never, goal: "Done." };
      const [action] = clicks([label]) as [Action];
      const sure = createPathIndex([path])
        .candidates(action)
        .filter(({ match }) => match.score >= SURE_SCORE)
        .map(({ step }) => step)
        .sort();
      const all = path.steps.flatMap((step, position) =>
        (matchStep(path, step, action)?.score ?? 0) >= SURE_SCORE ? [position] : [],
      );
      expect(sure).toEqual(all.sort());
    }),
  );
});
