import { type Priority, type Project, type ProjectDraft, priorityLabels } from "./project.ts";

/** What the app says after a change, until it is dismissed or replaced. */
export interface Confirmation {
  readonly text: string;
  readonly changedIds: ReadonlySet<string>;
  /** The projects as they were, for undo. Absent when the change was itself an undo. */
  readonly before: readonly Project[] | undefined;
}

export interface Workspace {
  readonly projects: readonly Project[];
  readonly confirmation: Confirmation | undefined;
}

export type WorkspaceChange =
  | { readonly type: "edit"; readonly id: string; readonly draft: ProjectDraft }
  | { readonly type: "set-priority"; readonly ids: ReadonlySet<string>; readonly priority: Priority }
  | { readonly type: "replace-all"; readonly projects: readonly Project[]; readonly text: string }
  | { readonly type: "undo" }
  | { readonly type: "dismiss-confirmation" };

export function changeWorkspace(workspace: Workspace, change: WorkspaceChange): Workspace {
  switch (change.type) {
    case "edit":
      return edit(workspace, change.id, change.draft);
    case "set-priority":
      return setPriority(workspace, change.ids, change.priority);
    case "replace-all":
      return confirm(change.projects, change.text, new Set(), workspace.projects);
    case "undo": {
      const { confirmation } = workspace;
      if (confirmation?.before === undefined) return workspace;
      return confirm(confirmation.before, "Change undone", confirmation.changedIds, undefined);
    }
    case "dismiss-confirmation":
      return { ...workspace, confirmation: undefined };
  }
}

function edit(workspace: Workspace, id: string, draft: ProjectDraft): Workspace {
  const project = workspace.projects.find((candidate) => candidate.id === id);
  if (project === undefined) return workspace;
  const name = draft.name.trim() === "" ? project.name : draft.name.trim();
  const projects = workspace.projects.map((other) => (other === project ? { ...project, ...draft, name } : other));
  return confirm(projects, `${name} updated`, new Set([id]), workspace.projects);
}

function setPriority(workspace: Workspace, ids: ReadonlySet<string>, priority: Priority): Workspace {
  const count = workspace.projects.filter((project) => ids.has(project.id)).length;
  if (count === 0) return workspace;
  const projects = workspace.projects.map((project) => (ids.has(project.id) ? { ...project, priority } : project));
  const text = `${count} ${count === 1 ? "project" : "projects"} set to ${priorityLabels[priority]}`;
  return confirm(projects, text, ids, workspace.projects);
}

function confirm(
  projects: readonly Project[],
  text: string,
  changedIds: ReadonlySet<string>,
  before: readonly Project[] | undefined,
): Workspace {
  return { projects, confirmation: { text, changedIds, before } };
}
