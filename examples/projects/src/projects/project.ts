/** Priorities from least to most pressing; the order is the sort order. */
export const PRIORITIES = ["low", "medium", "high", "urgent"] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Statuses in the order a project usually passes through them. */
export const STATUSES = ["planning", "in-progress", "at-risk", "on-hold", "done"] as const;
export type Status = (typeof STATUSES)[number];

export const priorityLabels: Record<Priority, string> = {
  low: "Low",
  medium: "Medium",
  high: "High",
  urgent: "Urgent",
};

export const statusLabels: Record<Status, string> = {
  planning: "Planning",
  "in-progress": "In progress",
  "at-risk": "At risk",
  "on-hold": "On hold",
  done: "Done",
};

export interface Project {
  /** "P-1042"; unique, and the default order of the table. */
  readonly id: string;
  readonly name: string;
  /** Full name of the person responsible. */
  readonly owner: string;
  readonly status: Status;
  readonly priority: Priority;
  /** A calendar day, "2026-03-14". */
  readonly due: string;
  /** Whole percent, 0 to 100. */
  readonly progress: number;
}

/** The fields a person may change in the edit dialog. */
export type ProjectDraft = Pick<Project, "name" | "priority" | "status">;

/** A project counts as overdue once its day has passed and it is not done. */
export function isOverdue(project: Project, today: string): boolean {
  return project.status !== "done" && project.due < today;
}
