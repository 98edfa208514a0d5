export type StepId = "connect" | "invite" | "map" | "alerts" | "sync";

export interface Step {
  readonly id: StepId;
  readonly title: string;
  readonly summary: string;
  /** How long it usually takes, minutes. */
  readonly minutes: number;
}

/** The onboarding, in order. */
export const STEPS: readonly Step[] = [
  {
    id: "connect",
    title: "Connect Data Source",
    summary: "Point Nexus Cloud at the API that has your data.",
    minutes: 5,
  },
  { id: "invite", title: "Invite Team", summary: "Bring in the people who will read the reports.", minutes: 2 },
  { id: "map", title: "Map Fields", summary: "Say which column means what.", minutes: 4 },
  { id: "alerts", title: "Choose Alerts", summary: "Hear about what matters, and about nothing else.", minutes: 1 },
  { id: "sync", title: "Run First Sync", summary: "Pull in the last 30 days and open your dashboard.", minutes: 3 },
];

/** The step after this one, or nothing after the last. */
export function stepAfter(id: StepId): StepId | undefined {
  return STEPS[STEPS.findIndex((step) => step.id === id) + 1]?.id;
}
