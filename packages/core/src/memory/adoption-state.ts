import type { WorkflowKnowledge } from "./workflow-knowledge.ts";

export type MasteryLevel = "novice" | "beginner" | "intermediate" | "proficient" | "power_user";
export type JourneyState = "onboarding" | "onboarded";

/** How far a person is with the product as a whole. */
export interface AdoptionState {
  readonly mastery: {
    /** 0 to 100: a mastered workflow counts whole, one that is under way half of how far it got. */
    readonly rating: number;
    readonly level: MasteryLevel;
  };
  readonly journey_state: JourneyState;
  readonly workflows: Readonly<Record<string, "not_started" | "in_progress" | "completed">>;
}

/** Least rating of each level. */
const LEVELS: readonly (readonly [number, MasteryLevel])[] = [
  [85, "power_user"],
  [60, "proficient"],
  [35, "intermediate"],
  [10, "beginner"],
];
/** Whoever completed so much of what there is has arrived. */
const ONBOARDED_SHARE = 0.25;
const STATUS = { mastered: "completed", in_progress: "in_progress", untouched: "not_started" } as const;

export function adoptionState(known: readonly WorkflowKnowledge[]): AdoptionState {
  const points = known.reduce((sum, { status, best }) => {
    if (status === "mastered") return sum + 1;
    return status === "in_progress" ? sum + best / 2 : sum;
  }, 0);
  const rating = known.length === 0 ? 0 : Math.round((points / known.length) * 100);
  const completed = known.filter(({ completions, status }) => completions > 0 || status === "mastered").length;
  const isOnboarded = completed > 0 && completed / known.length >= ONBOARDED_SHARE;
  return {
    mastery: { rating, level: LEVELS.find(([least]) => rating >= least)?.[1] ?? "novice" },
    journey_state: isOnboarded ? "onboarded" : "onboarding",
    workflows: Object.fromEntries(known.map(({ workflow, status }) => [workflow, STATUS[status]])),
  };
}
