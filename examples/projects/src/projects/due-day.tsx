import type { JSX } from "react";
import { longDay, shortDay } from "./calendar-day.ts";
import { isOverdue, type Project } from "./project.ts";

/** When a project is due, and in words when that day has passed. */
export function DueDay({ project, today }: { readonly project: Project; readonly today: string }): JSX.Element {
  const overdue = isOverdue(project, today);
  return (
    <time className="due" dateTime={project.due} title={longDay(project.due)} data-overdue={overdue || undefined}>
      {shortDay(project.due)}
      {overdue && <span className="overdue-word">Overdue</span>}
    </time>
  );
}
