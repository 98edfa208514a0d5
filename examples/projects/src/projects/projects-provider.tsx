import {
  createContext,
  type Dispatch,
  type JSX,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useReducer,
} from "react";
import { readStored, writeStored } from "../shell/stored-text.ts";
import { dayOf } from "./calendar-day.ts";
import { formatSavedProjects, parseSavedProjects } from "./saved-projects.ts";
import { seedProjects } from "./seed-projects.ts";
import { changeWorkspace, type Workspace, type WorkspaceChange } from "./workspace.ts";

const KEY = "northwind-projects";

interface ProjectsContext extends Workspace {
  /** The calendar day the app was opened on, "2026-03-14". */
  readonly today: string;
  readonly change: Dispatch<WorkspaceChange>;
}

const context = createContext<ProjectsContext | undefined>(undefined);

/** The demo's whole back end: projects in memory, kept for this tab so that a reload keeps edits. */
export function ProjectsProvider({ children }: { readonly children: ReactNode }): JSX.Element {
  const today = useMemo(() => dayOf(new Date()), []);
  const [workspace, change] = useReducer(changeWorkspace, today, openWorkspace);
  useEffect(() => writeStored("sessionStorage", KEY, formatSavedProjects(workspace.projects)), [workspace.projects]);
  const value = useMemo(() => ({ ...workspace, today, change }), [workspace, today]);
  return <context.Provider value={value}>{children}</context.Provider>;
}

export function useProjects(): ProjectsContext {
  const value = useContext(context);
  if (value === undefined) throw new Error("useProjects needs a ProjectsProvider above it");
  return value;
}

function openWorkspace(today: string): Workspace {
  const saved = parseSavedProjects(readStored("sessionStorage", KEY));
  return { projects: saved ?? seedProjects(today), confirmation: undefined };
}
