import { PRIORITIES, type Project, STATUSES, type Status } from "./project.ts";

export type SortField = "id" | "name" | "owner" | "status" | "priority" | "due" | "progress";
export interface Sort {
  readonly field: SortField;
  readonly direction: "ascending" | "descending";
}

export interface ProjectQuery {
  /** Matched against name, id and owner, ignoring case and accents. */
  readonly search: string;
  readonly status: Status | "all";
  readonly sort: Sort;
}

/** By project number: an edit never moves the row that was edited. */
export const defaultSort: Sort = { field: "id", direction: "ascending" };
export const emptyQuery: ProjectQuery = { search: "", status: "all", sort: defaultSort };

const compare: Record<SortField, (one: Project, other: Project) => number> = {
  id: (one, other) => one.id.localeCompare(other.id, "en", { numeric: true }),
  name: (one, other) => one.name.localeCompare(other.name, "en"),
  owner: (one, other) => one.owner.localeCompare(other.owner, "en"),
  status: (one, other) => STATUSES.indexOf(one.status) - STATUSES.indexOf(other.status),
  priority: (one, other) => PRIORITIES.indexOf(one.priority) - PRIORITIES.indexOf(other.priority),
  due: (one, other) => one.due.localeCompare(other.due),
  progress: (one, other) => one.progress - other.progress,
};

/** The rows a query shows, in order. Ties fall back to the project number. */
export function queryProjects(projects: readonly Project[], query: ProjectQuery): readonly Project[] {
  const words = fold(query.search).split(/\s+/).filter(Boolean);
  const sign = query.sort.direction === "ascending" ? 1 : -1;
  return projects
    .filter((project) => query.status === "all" || project.status === query.status)
    .filter((project) => {
      const text = fold(`${project.id} ${project.name} ${project.owner}`);
      return words.every((word) => text.includes(word));
    })
    .toSorted((one, other) => sign * compare[query.sort.field](one, other) || compare.id(one, other));
}

/** A header's clicks go ascending, descending, back to the default order. */
export function nextSort(current: Sort, field: SortField): Sort {
  if (current.field !== field) return { field, direction: "ascending" };
  return current.direction === "ascending" ? { field, direction: "descending" } : defaultSort;
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
