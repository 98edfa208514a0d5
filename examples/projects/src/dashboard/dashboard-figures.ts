import { addDays, daysBetween } from "../projects/calendar-day.ts";
import { isOverdue, type Project, STATUSES, type Status } from "../projects/project.ts";

const WEEKS = 8;

export interface Week {
  /** First day of the seven, "2026-03-14". */
  readonly from: string;
  /** Open projects due in it. */
  readonly count: number;
  /** How many of those are high or urgent. */
  readonly pressingCount: number;
}

export interface DashboardFigures {
  readonly openCount: number;
  readonly dueSoonCount: number;
  readonly overdueCount: number;
  /** Whole percent over all open projects. */
  readonly averageProgress: number;
  /** Eight weeks from today on. */
  readonly weeks: readonly Week[];
  readonly byStatus: readonly { readonly status: Status; readonly count: number }[];
  /** High and urgent open projects, earliest due first; at most five. */
  readonly pressing: readonly Project[];
}

export function dashboardFigures(projects: readonly Project[], today: string): DashboardFigures {
  const open = projects.filter((project) => project.status !== "done");
  const daysLeft = (project: Project): number => daysBetween(today, project.due);
  const progress = open.reduce((sum, project) => sum + project.progress, 0);
  return {
    openCount: open.length,
    dueSoonCount: open.filter((project) => daysLeft(project) >= 0 && daysLeft(project) < 7).length,
    overdueCount: open.filter((project) => isOverdue(project, today)).length,
    averageProgress: open.length === 0 ? 0 : Math.round(progress / open.length),
    weeks: Array.from({ length: WEEKS }, (_, index) => {
      const due = open.filter((project) => Math.floor(daysLeft(project) / 7) === index);
      return { from: addDays(today, index * 7), count: due.length, pressingCount: due.filter(isPressing).length };
    }),
    byStatus: STATUSES.map((status) => ({
      status,
      count: projects.filter((project) => project.status === status).length,
    })),
    pressing: open
      .filter(isPressing)
      .toSorted((one, other) => one.due.localeCompare(other.due) || one.id.localeCompare(other.id))
      .slice(0, 5),
  };
}

function isPressing(project: Project): boolean {
  return project.priority === "high" || project.priority === "urgent";
}
