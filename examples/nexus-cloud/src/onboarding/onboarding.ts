import { type StepId, stepAfter } from "./steps.ts";

/** The address from which Nexus Cloud calls providers; taken from the block that is kept for documentation. */
export const OUTBOUND_IP = "203.0.113.24";

/**
 * Tests that the provider refuses before one gets through: whitelisting an address takes a moment to take effect. A
 * fixed number, so that the story goes the same way every time.
 */
export const REFUSED_TESTS = 2;

export interface Onboarding {
  readonly open: StepId | undefined;
  readonly done: readonly StepId[];
  readonly endpoint: string;
  readonly connection: "untested" | "refused" | "verified";
  /** Tests that reached the provider. */
  readonly tests: number;
  readonly invited: readonly string[];
  readonly sync: "not-run" | "failed" | "finished";
}

export type OnboardingChange =
  | { readonly type: "toggle"; readonly step: StepId }
  | { readonly type: "complete"; readonly step: StepId }
  | { readonly type: "edit-endpoint"; readonly endpoint: string }
  | { readonly type: "edit-key" }
  | { readonly type: "test" }
  | { readonly type: "invite"; readonly email: string }
  | { readonly type: "sync" }
  | { readonly type: "start-over" };

export const NEW_ONBOARDING: Onboarding = {
  open: undefined,
  done: [],
  endpoint: "",
  connection: "untested",
  tests: 0,
  invited: [],
  sync: "not-run",
};

/** What becomes of the onboarding. One panel is open at a time; finishing a step opens the next unfinished one. */
export function changeOnboarding(state: Onboarding, change: OnboardingChange): Onboarding {
  switch (change.type) {
    case "toggle":
      return { ...state, open: state.open === change.step ? undefined : change.step };
    case "complete": {
      const done = state.done.includes(change.step) ? state.done : [...state.done, change.step];
      return { ...state, done, open: nextOpen(change.step, done) };
    }
    case "edit-endpoint":
      return { ...state, endpoint: change.endpoint, connection: "untested" };
    case "edit-key":
      return { ...state, connection: "untested" };
    case "test": {
      const tests = state.tests + 1;
      return { ...state, tests, connection: tests > REFUSED_TESTS ? "verified" : "refused" };
    }
    case "invite":
      return state.invited.includes(change.email) ? state : { ...state, invited: [...state.invited, change.email] };
    case "sync":
      return { ...state, sync: state.done.includes("connect") ? "finished" : "failed" };
    case "start-over":
      return NEW_ONBOARDING;
  }
}

function nextOpen(step: StepId, done: readonly StepId[]): StepId | undefined {
  let next = stepAfter(step);
  while (next !== undefined && done.includes(next)) next = stepAfter(next);
  return next;
}
