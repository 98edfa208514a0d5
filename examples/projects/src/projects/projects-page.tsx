import { type JSX, useCallback, useMemo, useState } from "react";
import { usePageTitle } from "../shell/use-page-title.ts";
import { BulkToolbar } from "./bulk-toolbar.tsx";
import { downloadText } from "./download-text.ts";
import { EditProjectDialog } from "./edit-project-dialog.tsx";
import { NoProjects } from "./no-projects.tsx";
import { emptyQuery, nextSort, type ProjectQuery, queryProjects, type SortField } from "./project-query.ts";
import { projectsCsv } from "./projects-csv.ts";
import { ProjectsFilters } from "./projects-filters.tsx";
import { useProjects } from "./projects-provider.tsx";
import { ProjectsTable } from "./projects-table.tsx";
import { seedProjects } from "./seed-projects.ts";
import { TableOptionsMenu } from "./table-options-menu.tsx";
import { useBulkEdit } from "./use-bulk-edit.ts";

export function ProjectsPage(): JSX.Element {
  usePageTitle("Projects");
  const { projects, confirmation, today, change } = useProjects();
  const [query, setQuery] = useState<ProjectQuery>(emptyQuery);
  const [editingId, setEditingId] = useState<string>();
  const bulk = useBulkEdit();

  const visible = useMemo(() => queryProjects(projects, query), [projects, query]);
  const editing = projects.find((project) => project.id === editingId);
  const outOfViewCount = bulk.selected.size - visible.filter((project) => bulk.selected.has(project.id)).length;
  const sortBy = useCallback((field: SortField) => {
    setQuery((current) => ({ ...current, sort: nextSort(current.sort, field) }));
  }, []);

  function exitBulkEdit(): void {
    bulk.exit();
    document.getElementById("projects-table-options")?.focus();
  }

  function reset(): void {
    bulk.exit();
    setQuery(emptyQuery);
    change({ type: "replace-all", projects: seedProjects(today), text: "Demo data reset" });
  }

  return (
    <div className="page" data-bulk={bulk.active || undefined}>
      <header className="page-header">
        <h1>Projects</h1>
        <p className="result-count" role="status">
          {visible.length === projects.length
            ? `${projects.length} projects`
            : `${visible.length} of ${projects.length} projects`}
        </p>
      </header>
      <section className="panel" aria-label="Projects">
        <div className="panel-toolbar">
          <ProjectsFilters query={query} onChange={setQuery} />
          <TableOptionsMenu
            bulkEditing={bulk.active}
            onToggleBulkEdit={bulk.active ? bulk.exit : bulk.enter}
            onExport={() => downloadText("projects.csv", "text/csv", projectsCsv(visible))}
            onReset={reset}
          />
        </div>
        {visible.length === 0 ? (
          <NoProjects onClear={() => setQuery(emptyQuery)} />
        ) : (
          <ProjectsTable
            projects={visible}
            today={today}
            sort={query.sort}
            bulkEditing={bulk.active}
            selected={bulk.selected}
            changedIds={confirmation?.changedIds}
            onSort={sortBy}
            onToggle={bulk.toggle}
            onToggleAll={() => bulk.toggleAll(visible.map((project) => project.id))}
            onEdit={setEditingId}
          />
        )}
      </section>
      {bulk.active && (
        <BulkToolbar
          selectedCount={bulk.selected.size}
          outOfViewCount={outOfViewCount}
          onApply={(priority) => {
            change({ type: "set-priority", ids: bulk.selected, priority });
            bulk.clear();
          }}
          onExit={exitBulkEdit}
        />
      )}
      {editing !== undefined && (
        <EditProjectDialog
          key={editing.id}
          project={editing}
          onSave={(draft) => {
            change({ type: "edit", id: editing.id, draft });
            setEditingId(undefined);
          }}
          onClose={() => setEditingId(undefined)}
          returnFocus={() => focusRow(editing.id)}
        />
      )}
    </div>
  );
}

/** The row's Edit button, or the search box when the edit moved the row out of view. */
function focusRow(id: string): void {
  const target = document.getElementById(`project-edit-${id}`) ?? document.getElementById("projects-search");
  target?.focus();
}
