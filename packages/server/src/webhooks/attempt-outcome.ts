/** What came of one attempt to deliver. */
export type AttemptOutcome =
  | { readonly type: "answered"; readonly status: number; readonly retryAfter: string | null }
  /** `blocked`: the address is one that webhooks must not reach. `broken`: no answer, or only the beginning of one. */
  | { readonly type: "failed"; readonly reason: "blocked" | "timeout" | "broken"; readonly detail: string };

/** Success is 2xx and nothing else: a redirection is not followed, and so is not a delivery. */
export function isSuccess(outcome: AttemptOutcome): boolean {
  return outcome.type === "answered" && outcome.status >= 200 && outcome.status < 300;
}

/** For people, in one short line without anything that the receiver wrote. */
export function describeOutcome(outcome: AttemptOutcome): string {
  return outcome.type === "answered" ? `HTTP ${outcome.status}` : outcome.detail;
}
