import type { PageStorage } from "./page-storage.ts";
import type { UsherOptions } from "./usher-options.ts";

const NAME = ":consent";

/** What the user said by `optIn` or `optOut` wins; then the page's wish to wait; then the browser's privacy signals. */
export function mayRun(options: UsherOptions, storage: PageStorage): boolean {
  const said = storage.read<"in" | "out">(NAME);
  if (said !== undefined) return said === "in";
  if (options.waitForConsent === true) return false;
  return options.ignorePrivacySignals === true || !privacySignal();
}

export function rememberConsent(storage: PageStorage, said: "in" | "out"): void {
  storage.write(NAME, said);
}

function privacySignal(): boolean {
  const { globalPrivacyControl, doNotTrack } = navigator as Navigator & { globalPrivacyControl?: boolean };
  return globalPrivacyControl === true || doNotTrack === "1";
}
