import { NEW_ONBOARDING, type Onboarding } from "./onboarding.ts";

/** The onboarding as text for the tab's storage. The API key is not part of it and stays in its field. */
export function writeSaved(state: Onboarding): string {
  return JSON.stringify(state);
}

/** Reads what an earlier load of the page saved; text of another version counts as none. */
export function readSaved(text: string | undefined): Onboarding {
  try {
    const saved: unknown = JSON.parse(text ?? "null");
    return isOnboarding(saved) ? saved : NEW_ONBOARDING;
  } catch {
    return NEW_ONBOARDING;
  }
}

function isOnboarding(value: unknown): value is Onboarding {
  if (typeof value !== "object" || value === null) return false;
  const saved: Partial<Record<keyof Onboarding, unknown>> = value;
  return (
    Array.isArray(saved.done) &&
    Array.isArray(saved.invited) &&
    typeof saved.endpoint === "string" &&
    typeof saved.connection === "string" &&
    typeof saved.tests === "number" &&
    typeof saved.sync === "string"
  );
}
