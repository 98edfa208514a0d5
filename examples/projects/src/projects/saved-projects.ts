import { PRIORITIES, type Project, STATUSES } from "./project.ts";

/** Text for storage. */
export function formatSavedProjects(projects: readonly Project[]): string {
  return JSON.stringify(projects);
}

/** The projects in stored text, or undefined when it is absent, damaged or from another version of the app. */
export function parseSavedProjects(text: string | undefined): readonly Project[] | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.length > 0 && value.every(isProject) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isProject(value: unknown): value is Project {
  if (typeof value !== "object" || value === null) return false;
  const { id, name, owner, status, priority, due, progress } = value as Record<string, unknown>;
  const texts = [id, name, owner].every((text) => typeof text === "string" && text !== "");
  const day = typeof due === "string" && /^\d{4}-\d{2}-\d{2}$/.test(due);
  return texts && day && typeof progress === "number" && isOneOf(STATUSES, status) && isOneOf(PRIORITIES, priority);
}

function isOneOf(allowed: readonly string[], value: unknown): boolean {
  return typeof value === "string" && allowed.includes(value);
}
