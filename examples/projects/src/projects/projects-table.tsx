import type { JSX } from "react";
import type { Project } from "./project.ts";
import type { Sort, SortField } from "./project-query.ts";
import { ProjectRow } from "./project-row.tsx";
import { SelectBox } from "./select-box.tsx";
import { coverage } from "./selection.ts";
import { SortHeader } from "./sort-header.tsx";

const columns: readonly (readonly [SortField, string])[] = [
  ["name", "Project"],
  ["owner", "Owner"],
  ["status", "Status"],
  ["priority", "Priority"],
  ["due", "Due"],
  ["progress", "Progress"],
];

export interface ProjectsTableProps {
  /** The rows in view, in order. */
  readonly projects: readonly Project[];
  readonly today: string;
  readonly sort: Sort;
  readonly bulkEditing: boolean;
  readonly selected: ReadonlySet<string>;
  readonly changedIds: ReadonlySet<string> | undefined;
  readonly onSort: (field: SortField) => void;
  readonly onToggle: (id: string) => void;
  readonly onToggleAll: () => void;
  readonly onEdit: (id: string) => void;
}

export function ProjectsTable(props: ProjectsTableProps): JSX.Element {
  const { projects, bulkEditing, selected } = props;
  const ids = projects.map((project) => project.id);
  return (
    <table className="projects-table" data-bulk={bulkEditing || undefined}>
      <caption className="visually-hidden">Projects at Northwind Studio</caption>
      <thead>
        <tr>
          {bulkEditing && (
            <th scope="col" className="column-select">
              <SelectBox
                id="project-checkbox-all"
                label="Select all projects in view"
                checked={coverage(selected, ids)}
                onToggle={props.onToggleAll}
              />
              <span className="select-all-word" aria-hidden="true">
                Select all
              </span>
            </th>
          )}
          {columns.map(([field, label]) => (
            <SortHeader key={field} field={field} label={label} sort={props.sort} onSort={props.onSort} />
          ))}
          {!bulkEditing && (
            <th scope="col" className="column-edit">
              <span className="visually-hidden">Actions</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {projects.map((project) => (
          <ProjectRow
            key={project.id}
            project={project}
            today={props.today}
            bulkEditing={bulkEditing}
            selected={bulkEditing && selected.has(project.id)}
            changed={props.changedIds?.has(project.id) ?? false}
            onToggle={props.onToggle}
            onEdit={props.onEdit}
          />
        ))}
      </tbody>
    </table>
  );
}
