import { UsherError } from "../errors.ts";
import { prerequisiteGap } from "../triggers/builtin/prerequisite-gap.ts";
import { pathDone } from "../triggers/conditions/path-done.ts";
import type { Trigger } from "../triggers/trigger.ts";
import { BODY_MAX, defineTrigger } from "../triggers/trigger.ts";
import { type GoldenPath, workflowOf } from "./golden-path.ts";
import { pagesOfPath } from "./pages-of-path.ts";

/** What can be done in a product, where it belongs, and what comes before it. */
export interface WorkflowDefinition {
  readonly id: string;
  /** Imperative, e.g. "Create a dashboard". */
  readonly title: string;
  /** Part of the product, e.g. `reporting`. */
  readonly area?: string;
  /** Workflows that most people do before this one. */
  readonly after?: readonly string[];
}

export interface Workflows {
  /** In an order in which everything comes after what it needs. */
  readonly all: readonly WorkflowDefinition[];
  /** Areas, in the order of their first workflow. */
  readonly areas: readonly string[];
  inArea(area: string): readonly WorkflowDefinition[];
  /** Everything that comes before, directly or not; what comes first is first. */
  prerequisitesOf(id: string): readonly WorkflowDefinition[];
}

/**
 * Checks what is said about workflows. Throws UsherError `workflows_invalid` for an id given twice, a prerequisite nobody
 * knows, and one that comes before itself.
 */
export function defineWorkflows(definitions: readonly WorkflowDefinition[]): Workflows {
  const byId = new Map<string, WorkflowDefinition>();
  for (const each of definitions) {
    if (byId.has(each.id)) throw invalid(each.id, "is given twice");
    byId.set(each.id, each);
  }
  const all: WorkflowDefinition[] = [];
  const state = new Map<string, "open" | "done">();
  for (const { id } of definitions) visit(id, id);

  function visit(id: string, from: string): void {
    const workflow = byId.get(id);
    if (workflow === undefined) throw invalid(from, `comes after "${id}", which nobody defines`);
    if (state.get(id) === "done") return;
    if (state.get(id) === "open") throw invalid(id, "comes before itself");
    state.set(id, "open");
    for (const before of workflow.after ?? []) visit(before, id);
    state.set(id, "done");
    all.push(workflow);
  }

  function prerequisitesOf(id: string): readonly WorkflowDefinition[] {
    const needed = new Set<string>();
    const collect = (of: string): void => {
      for (const before of byId.get(of)?.after ?? []) {
        collect(before);
        needed.add(before);
      }
    };
    collect(id);
    return all.filter((each) => needed.has(each.id));
  }

  return {
    all,
    areas: [...new Set(definitions.flatMap(({ area }) => area ?? []))],
    inArea: (area) => all.filter((each) => each.area === area),
    prerequisitesOf,
  };
}

/**
 * One trigger for every path whose workflow comes after another that has a path: "Most people connect a data source before
 * they create a dashboard." It answers with the path that comes first. Ids are `<path>_needs_<path>`.
 */
export function prerequisiteTriggers(workflows: Workflows, paths: readonly GoldenPath[]): readonly Trigger[] {
  const byWorkflow = new Map(paths.map((path) => [workflowOf(path), path]));
  return workflows.all.flatMap(({ id, title, after = [] }) => {
    const path = byWorkflow.get(id);
    if (path === undefined) return [];
    return after.flatMap((before) => {
      const first = byWorkflow.get(before);
      const known = workflows.all.find((each) => each.id === before);
      return first === undefined || known === undefined ? [] : [needs(path, title, first, known)];
    });
  });
}

function needs(path: GoldenPath, title: string, first: GoldenPath, before: WorkflowDefinition): Trigger {
  const body = `Most people ${uncapital(before.title)} before they ${uncapital(title)}.`;
  return defineTrigger({
    id: `${path.id}_needs_${first.id}`.replaceAll("-", "_").slice(0, 64),
    page: pagesOfPath(path),
    when: prerequisiteGap.when({ path: path.id, workflow: before.id, prerequisite: first.id }),
    until: pathDone(first.id),
    howTo: first,
    offer: { body: Array.from(body).length <= BODY_MAX ? body : prerequisiteGap.defaultBody },
    workflow: before.id,
  });
}

function uncapital(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}

function invalid(id: string, detail: string): UsherError {
  return new UsherError("workflows_invalid", `workflows.${id}: ${detail}`, { path: `workflows.${id}` });
}
