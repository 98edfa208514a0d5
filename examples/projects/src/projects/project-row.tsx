import { type JSX, memo } from "react";
import { DueDay } from "./due-day.tsx";
import { Owner } from "./owner.tsx";
import { PriorityLabel } from "./priority-label.tsx";
import { ProgressBar } from "./progress-bar.tsx";
import type { Project } from "./project.ts";
import { SelectBox } from "./select-box.tsx";
import { StatusBadge } from "./status-badge.tsx";

export interface ProjectRowProps {
  readonly project: Project;
  readonly today: string;
  readonly bulkEditing: boolean;
  readonly selected: boolean;
  /** Part of the change the confirmation speaks of. */
  readonly changed: boolean;
  readonly onToggle: (id: string) => void;
  readonly onEdit: (id: string) => void;
}

/** One project. Memoised: a tick redraws one row of the table, not all of them. */
export const ProjectRow = memo(function ProjectRow(props: ProjectRowProps): JSX.Element {
  const { project, today, bulkEditing, selected, changed, onToggle, onEdit } = props;
  return (
    <tr className="project-row" data-selected={selected || undefined} data-changed={changed || undefined}>
      {bulkEditing && (
        <td className="column-select">
          <SelectBox
            id={`project-checkbox-${project.id}`}
            label={`Select ${project.name}`}
            checked={selected}
            onToggle={() => onToggle(project.id)}
          />
        </td>
      )}
      <th scope="row" className="column-name">
        <span className="project-name">{project.name}</span>
        <span className="project-id">{project.id}</span>
      </th>
      <td className="column-owner">
        <Owner name={project.owner} />
      </td>
      <td className="column-status">
        <StatusBadge status={project.status} />
      </td>
      <td className="column-priority">
        <PriorityLabel priority={project.priority} />
      </td>
      <td className="column-due">
        <DueDay project={project} today={today} />
      </td>
      <td className="column-progress">
        <ProgressBar percent={project.progress} />
      </td>
      {!bulkEditing && (
        <td className="column-edit">
          <button
            id={`project-edit-${project.id}`}
            type="button"
            className="button button-small"
            aria-label={`Edit ${project.name}`}
            onClick={() => onEdit(project.id)}
          >
            Edit
          </button>
        </td>
      )}
    </tr>
  );
});
