import { expect, test } from "vitest";
import { normaliseEvent } from "../actions/normalise-event.ts";
import type { RawElement, RawEvent } from "../wire/raw-event.ts";
import { inferIntent } from "./infer-intent.ts";

function intentOf(event: Partial<RawEvent>) {
  return inferIntent(normaliseEvent({ event: { id: "e", type: "click", ...event }, receivedAt: 0 }));
}

function clicked(label: string, element: RawElement = {}) {
  return intentOf({ element: { role: "button", label, ...element } });
}

test.each([
  ["Save changes", "save", 0.9],
  ["Save", "save", 0.9],
  ["SAVE AS PDF", "export", 0.9],
  ["Export CSV", "export", 0.9],
  ["Download report", "export", 0.9],
  ["Import contacts", "import", 0.9],
  ["Upload", "import", 0.9],
  ["New project", "create", 0.9],
  ["+ Add task", "create", 0.9],
  ["Create account", "authenticate", 0.9],
  ["Add member", "invite", 0.9],
  ["Invite teammates", "invite", 0.9],
  ["Add filter", "filter", 0.6],
  ["Clear filters", "filter", 0.6],
  ["Filter by status", "filter", 0.9],
  ["Search", "search", 0.9],
  ["Sort by name", "sort", 0.9],
  ["Edit Apollo", "edit", 0.9],
  ["Rename", "edit", 0.9],
  ["Delete project", "delete", 0.9],
  ["Yes, delete it", "delete", 0.6],
  ["OK", "confirm", 0.9],
  ["Manage members", "configure", 0.9],
  ["Permanently delete", "delete", 0.6],
  ["Connect data source", "connect", 0.9],
  ["Project settings", "configure", 0.6],
  ["Set up billing", "configure", 0.9],
  ["Log in", "authenticate", 0.9],
  ["Sign up free", "authenticate", 0.9],
  ["Reset password", "authenticate", 0.9],
  ["Upgrade plan", "pay", 0.9],
  ["Add to cart", "pay", 0.9],
  ["Place order", "pay", 0.9],
  ["Learn more", "help", 0.9],
  ["Contact support", "help", 0.9],
  ["Cancel", "cancel", 0.9],
  ["Not now", "cancel", 0.9],
  ["No thanks", "cancel", 0.9],
  ["Discard changes", "cancel", 0.9],
  ["Undo", "undo", 0.9],
  ["Try again", "retry", 0.9],
  ["Next", "navigate", 0.9],
  ["Open table options", "open", 0.9],
  ["Publish", "publish", 0.9],
  ["Copy link", "copy", 0.9],
  ["Share", "share", 0.9],
  ["Submit", "submit", 0.9],
  ["Select all", "select", 0.9],
])("a click on %j is %s (%d)", (label, intent, confidence) => {
  expect(clicked(label)).toMatchObject({ intent, confidence });
});

test.each([
  "",
  "Apollo",
  "P-1042",
  "…",
  "Don't save",
  "Don’t share my data",
  "Continue without saving",
  "Never delete",
  "Speichern",
  "Supprimer",
  "保存",
  "Annuler",
  "savegame",
])("nothing is guessed from %j", (label) => {
  expect(clicked(label)).toEqual({ intent: "unknown", confidence: 0, reason: "" });
});

test.each<[string, RawElement, string]>([
  ["a test id", { test_id: "export-button" }, "export"],
  ["an id", { id: "saveChanges" }, "save"],
  ["an anchor", { anchor: "invite-team" }, "invite"],
])("where the name is in another language, %s may tell", (_, element, intent) => {
  expect(clicked("Ausführen", element)).toMatchObject({ intent, confidence: 0.6 });
});

test.each<[Partial<RawEvent>, string, number]>([
  [{ type: "page_view", url: "https://x/projects" }, "navigate", 1],
  [{ type: "page_view", url: "https://x/projects/new" }, "create", 0.6],
  [{ type: "page_view", url: "https://x/projects/42/edit" }, "edit", 0.6],
  [{ type: "page_view", url: "https://x/login?next=/a" }, "authenticate", 0.6],
  [{ type: "page_view", url: "https://x/settings/billing" }, "pay", 0.6],
  [{ type: "page_view", url: "https://x/remove" }, "navigate", 1],
  [{ type: "page_view" }, "navigate", 1],
  [{ type: "click", element: { role: "tab", label: "Members" } }, "navigate", 0.7],
  [{ type: "click", element: { role: "link", label: "Apollo" } }, "navigate", 0.7],
  [{ type: "click", element: { role: "checkbox", label: "Apollo" } }, "select", 0.7],
  [{ type: "dead_click", element: { role: "button", label: "Export" } }, "export", 0.9],
  [{ type: "change", element: { role: "textbox", label: "Email" } }, "fill", 1],
  [{ type: "change", element: { role: "textbox", label: "Export format" } }, "fill", 1],
  [{ type: "change", element: { role: "searchbox" } }, "search", 0.7],
  [{ type: "change", element: { role: "textbox", label: "Search projects" } }, "search", 0.9],
  [{ type: "change", element: { role: "combobox", label: "Status" } }, "select", 0.7],
  [{ type: "submit", element: { label: "Invite" } }, "invite", 0.9],
  [{ type: "submit", element: { name: "login" } }, "authenticate", 0.9],
  [{ type: "submit" }, "submit", 0.7],
  [{ type: "custom", name: "report_exported" }, "export", 0.6],
  [{ type: "custom", name: "Project Created" }, "create", 0.6],
  [{ type: "custom", name: "inviteSent" }, "invite", 0.6],
  [{ type: "custom", name: "quota_reached" }, "unknown", 0],
  [{ type: "page_leave", url: "https://x/login" }, "unknown", 0],
  [{ type: "visibility" }, "unknown", 0],
  [{ type: "error", name: "Export failed" }, "unknown", 0],
  [{ type: "form_close" }, "unknown", 0],
  [{ type: "input_activity" }, "unknown", 0],
])("%j is %s (%d)", (event, intent, confidence) => {
  expect(intentOf(event)).toMatchObject({ intent, confidence });
});

test("a reason is given with every intent", () => {
  expect(clicked("Export CSV").reason).toBe('label begins with "export"');
  expect(clicked("Project settings").reason).toBe('label has "settings"');
  expect(clicked("Tout", { test_id: "save-all" }).reason).toBe('handle has "save"');
  expect(intentOf({ type: "custom", name: "report_exported" }).reason).toBe('event name has "exported"');
});
