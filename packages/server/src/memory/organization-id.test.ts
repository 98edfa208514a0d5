import { expect, test } from "vitest";
import type { PersonRecord } from "../ports/activity-store.ts";
import { organizationId } from "./organization-id.ts";

const of = (traits: PersonRecord["traits"]) =>
  organizationId({ productId: "acme", personId: "ada", email: null, traits });

test("an id comes before a name, a number is an id, and what is no text is nobody's", () => {
  expect(of({ company: "Acme Inc.", company_id: " c-17 " })).toBe("c-17");
  expect(of({ accountId: 17 })).toBe("17");
  expect(of({ company: "Acme Inc." })).toBe("Acme Inc.");
  expect(of({ org_id: "", account_id: null, tenant_id: true, company: "x".repeat(201) })).toBeNull();
  expect(of({ plan: "pro" })).toBeNull();
  expect(organizationId(undefined)).toBeNull();
});
