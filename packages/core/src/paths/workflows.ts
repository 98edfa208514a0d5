import { UsherError } from "../errors.ts";

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

function invalid(id: string, detail: string): UsherError {
  return new UsherError("workflows_invalid", `workflows.${id}: ${detail}`, { path: `workflows.${id}` });
}
