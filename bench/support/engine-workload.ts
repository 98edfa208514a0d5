import {
  type Action,
  advance,
  all,
  compileRules,
  countWithin,
  createEngineState,
  defineGoldenPath,
  defineTrigger,
  discovered,
  type EngineRules,
  type EngineState,
  latestAction,
  normaliseEvent,
  not,
  type RawEvent,
} from "@usher/core";

export const START = 1_800_000_000_000;
const ORIGIN = "https://app.example.com";
const LABELS = ["Open", "Filter", "Sort by name", "Next page", "Save draft", "Edit", "Close", "Details"] as const;

/** What every trigger of the workload looks for, in the words of the plain version too. */
export interface WatchedFor {
  readonly label: string;
  readonly found: string;
  readonly atLeast: number;
  readonly withinMs: number;
}

export function watchedFor(count: number): readonly WatchedFor[] {
  return Array.from({ length: count }, (_, index) => ({
    label: `${(LABELS[index % LABELS.length] as string).toLowerCase()}${index < LABELS.length ? "" : ` ${index}`}`,
    found: `feature ${index}`,
    atLeast: 250,
    withinMs: (60 + index * 10) * 1_000,
  }));
}

/** Triggers like the one of the example app: a count in a window, the latest action, and a feature not yet found. */
export function workloadRules(count: number): EngineRules {
  const howTo = defineGoldenPath({
    id: "help",
    title: "Help",
    page: ["/projects"],
    steps: [{ id: "one", title: "One", description: "Click **One**.", target: { selectors: ["#one"] } }],
    goal: "Done.",
  });
  return compileRules(
    watchedFor(count).map(({ label, found, atLeast, withinMs }, index) =>
      defineTrigger({
        id: `trigger_${index}`,
        page: "/projects",
        when: all(
          countWithin({ type: "click", label, page: "/projects", atLeast, withinS: withinMs / 1_000 }),
          latestAction({ page: "/projects" }),
          not(discovered({ label: found })),
        ),
        until: discovered({ type: "click", label: found }),
        howTo,
        offer: { body: "May I help?" },
      }),
    ),
  );
}

/** The n-th click of a visit, one per second. */
export function workloadAction(index: number, visit: string = "v"): Action {
  const event: RawEvent = {
    id: `${visit}-${index}`,
    type: "click",
    at: START + index * 1_000,
    url: `${ORIGIN}/projects?page=${index % 3}`,
    element: { role: "button", label: LABELS[index % LABELS.length] as string },
  };
  return normaliseEvent({ event, receivedAt: START + index * 1_000 });
}

/** A session whose window holds so many actions. */
export function workloadState(rules: EngineRules, actions: number): EngineState {
  const input = {
    type: "actions",
    actions: Array.from({ length: actions }, (_, index) => workloadAction(index)),
  } as const;
  const first = createEngineState("s", rules.policy, START);
  return advance(first, input, START + actions * 1_000, rules).state;
}
