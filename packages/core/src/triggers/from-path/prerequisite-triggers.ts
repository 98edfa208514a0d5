import { type GoldenPath, workflowOf } from "../../paths/golden-path.ts";
import { pagesOfPath } from "../../paths/pages-of-path.ts";
import type { WorkflowDefinition, Workflows } from "../../paths/workflows.ts";
import { prerequisiteGap } from "../builtin/prerequisite-gap.ts";
import { pathDone } from "../conditions/path-done.ts";
import { BODY_MAX, defineTrigger, type Trigger } from "../trigger.ts";

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
