import type { JSX } from "react";
import { DueDay } from "../projects/due-day.tsx";
import { Owner } from "../projects/owner.tsx";
import { PriorityLabel } from "../projects/priority-label.tsx";
import type { Project } from "../projects/project.ts";

export interface PressingListProps {
  readonly projects: readonly Project[];
  readonly today: string;
}

export function PressingList({ projects, today }: PressingListProps): JSX.Element {
  if (projects.length === 0) return <p className="muted">Nothing high or urgent is open.</p>;
  return (
    <ul className="pressing-list">
      {projects.map((project) => (
        <li key={project.id}>
          <span className="pressing-name">
            <span className="project-name">{project.name}</span>
            <span className="project-id">{project.id}</span>
          </span>
          <Owner name={project.owner} />
          <PriorityLabel priority={project.priority} />
          <DueDay project={project} today={today} />
        </li>
      ))}
    </ul>
  );
}
