import { isJsonObject } from "../json-values.ts";

/** Which part of the product an address belongs to; `prefix` is a whole address or a path such as `/projects`. */
export interface SectionUrlRule {
  readonly prefix: string;
  readonly sectionId: string;
  /** A path prefix is compared with the path of an absolute address. */
  readonly isPath: boolean;
}

const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/** Reads `section_url_rules`. Rows without a usable prefix and id are skipped; the order is kept. */
export function parseSectionUrlRules(rules: unknown): readonly SectionUrlRule[] {
  if (!Array.isArray(rules)) return [];
  const parsed: SectionUrlRule[] = [];
  for (const row of rules as readonly unknown[]) {
    if (!isJsonObject(row)) continue;
    const { prefix, section_id: id } = row;
    if (typeof prefix !== "string" || typeof id !== "string") continue;
    const trimmed = prefix.trim();
    const sectionId = id.trim();
    if (trimmed === "" || sectionId === "") continue;
    parsed.push({ prefix: trimmed, sectionId, isPath: trimmed.startsWith("/") });
  }
  return parsed;
}

/** The section of the first rule whose prefix starts the address (or, for a path prefix, its path); null for none. */
export function resolveSectionId(canonicalUrl: string | null, rules: readonly SectionUrlRule[]): string | null {
  const url = canonicalUrl?.trim() ?? "";
  if (url === "") return null;
  let path: string | undefined;
  for (const rule of rules) {
    if (url.startsWith(rule.prefix)) return rule.sectionId;
    if (!rule.isPath) continue;
    path ??= url.replace(ORIGIN, "") || "/";
    if (path.startsWith(rule.prefix)) return rule.sectionId;
  }
  return null;
}
