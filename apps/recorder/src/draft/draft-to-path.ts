import { type GoldenPath, type InputProblem, parseGoldenPath } from "@usher/core";
import type { Draft } from "./draft.ts";

export type DraftReading =
  | { readonly ok: true; readonly path: GoldenPath }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/** The path as it will be sent, or what is missing. */
export function draftToPath(draft: Draft): DraftReading {
  const page = pagesOf(draft);
  return parseGoldenPath({
    id: idOf(draft),
    title: draft.title.trim(),
    page,
    goal: draft.goal.trim(),
    steps: draft.steps.map(({ id, title, description, page: own, target, optional }) => ({
      id,
      title: title.trim(),
      description: description.trim(),
      target,
      // Steps on the path's own pages need not say so.
      ...(page.length === 1 && page[0] === own ? {} : { page: [own] }),
      ...(optional ? { optional } : {}),
    })),
  });
}

/** Where the path begins: what was written, else the page of the first step. */
export function pagesOf({ pages, steps }: Pick<Draft, "pages" | "steps">): readonly string[] {
  const [first] = steps;
  return pages.length > 0 || first === undefined ? pages : [first.page];
}

/** What was written, else the title in lower case with hyphens. */
export function idOf({ id, title }: Pick<Draft, "id" | "title">): string {
  if (id !== "") return id;
  return title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 48)
    .replace(/^-+|-+$/g, "");
}
