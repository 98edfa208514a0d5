import { Search } from "lucide-react";
import type { JSX } from "react";
import type { Status } from "./project.ts";
import type { ProjectQuery, SortField } from "./project-query.ts";
import { SelectField } from "./select-field.tsx";
import { type SelectOption, statusOptions } from "./select-options.ts";

const filterOptions: readonly SelectOption<Status | "all">[] = [
  { value: "all", label: "Any status" },
  ...statusOptions,
];

const sortOptions: readonly SelectOption<SortField>[] = [
  { value: "id", label: "By number" },
  { value: "name", label: "By name" },
  { value: "priority", label: "By priority" },
  { value: "due", label: "By due date" },
  { value: "progress", label: "By progress" },
  { value: "owner", label: "By owner" },
  { value: "status", label: "By status" },
];

export interface ProjectsFiltersProps {
  readonly query: ProjectQuery;
  readonly onChange: (query: ProjectQuery) => void;
}

/** Search and filters. The sort choice shows only where column headings do not fit. */
export function ProjectsFilters({ query, onChange }: ProjectsFiltersProps): JSX.Element {
  return (
    <>
      <div className="search">
        <Search size={16} aria-hidden="true" />
        <label htmlFor="projects-search" className="visually-hidden">
          Search projects
        </label>
        <input
          id="projects-search"
          className="input"
          type="search"
          placeholder="Search name, owner or number"
          autoComplete="off"
          value={query.search}
          onChange={(event) => onChange({ ...query, search: event.target.value })}
        />
      </div>
      <div className="sort-choice">
        <SelectField
          id="projects-sort"
          label="Sort"
          labelHidden
          value={query.sort.field}
          options={sortOptions}
          onChange={(field) =>
            onChange({ ...query, sort: { field, direction: field === "priority" ? "descending" : "ascending" } })
          }
        />
      </div>
      <SelectField
        id="projects-status"
        label="Status"
        labelHidden
        value={query.status}
        options={filterOptions}
        onChange={(status) => onChange({ ...query, status })}
      />
    </>
  );
}
