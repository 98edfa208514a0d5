export interface DemoUserSources {
  /** `location.search`; `?user=maya` chooses a user. */
  readonly search: string;
  /** The choice made earlier in this tab, so that following links does not change who is signed in. */
  readonly chosenInTab: string | undefined;
  /** The id this browser was given before. */
  readonly knownInBrowser: string | undefined;
  /** Eight or more characters that nobody else is likely to have. */
  readonly fresh: string;
}

export interface DemoUser {
  readonly id: string;
  /** Whether the address chose it (kept for the tab) or the browser has it (kept for good). */
  readonly from: "address" | "browser";
}

/** Who is signed in to the demo. */
export function pickDemoUser(sources: DemoUserSources): DemoUser {
  const asked = new URLSearchParams(sources.search).get("user")?.trim() ?? sources.chosenInTab;
  if (asked !== undefined && /^[\w.@-]{1,64}$/.test(asked)) return { id: asked, from: "address" };
  return { id: sources.knownInBrowser ?? `demo-user-${sources.fresh.slice(0, 8)}`, from: "browser" };
}
