import type { PersonRecord } from "../ports/activity-store.ts";

/** Names under which hosts and vendors say which organisation somebody belongs to, ids before what are mostly names. */
const NAMES = [
  "organization_id",
  "organizationId",
  "organisation_id",
  "org_id",
  "orgId",
  "account_id",
  "accountId",
  "company_id",
  "companyId",
  "workspace_id",
  "workspaceId",
  "tenant_id",
  "tenantId",
  "organization",
  "organisation",
  "account",
  "company",
] as const;
const MAX_CHARS = 200;

/** The organisation a person belongs to, as the page or an event source said; null when none did. */
export function organizationId(person: PersonRecord | undefined): string | null {
  for (const name of NAMES) {
    const value = person?.traits[name];
    const text = typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
    if (text !== "" && text.length <= MAX_CHARS) return text;
  }
  return null;
}
