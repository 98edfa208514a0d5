import type { GoldenPath, PathStep } from "@usher/core";

/** A product of eight workflows; two begin alike and then part, some share names of controls, three have optional steps. */
export const PATHS: readonly GoldenPath[] = [
  path("connect-source", "/sources", ["Add source", "API endpoint", "API key", "Test connection", "Mark complete"]),
  path(
    "create-dashboard",
    "/dashboards",
    ["New dashboard", "Pick template", "Name dashboard", "Add chart", "Publish dashboard"],
    { optional: [1] },
  ),
  path("invite-team", "/team", ["Invite people", "Email addresses", "Choose role", "Send invitations"], {
    optional: [2],
  }),
  path("bulk-edit", "/projects", ["Table options", "Bulk edit", "Select row", "Apply to N"]),
  path("export-report-pdf", "/reports", ["Open report", "Export", "PDF layout", "Download PDF"]),
  path("export-report-csv", "/reports", ["Open report", "Export", "CSV columns", "Download CSV"]),
  path("set-alert", "/alerts", ["New alert", "Pick metric", "Set threshold", "Pick channel", "Save alert"]),
  path("billing-plan", "/billing", ["Change plan", "Compare plans", "Pick plan", "Confirm payment"], { optional: [1] }),
];

/** Steps that are done by filling in a field. */
export const FIELDS: readonly string[] = ["API endpoint", "API key", "Email addresses", "Name dashboard"];

/** Controls that belong to no path; the last ones are called like steps of paths, on pages where they are none. */
export const NOISE: readonly (readonly [page: string, label: string])[] = [
  ["/projects", "Sort by name"],
  ["/projects", "Filter status"],
  ["/team", "Show inactive"],
  ["/reports", "Next page"],
  ["/dashboards", "Zoom in"],
  ["/alerts", "Collapse list"],
  ["/home", "Read news"],
  ["/home", "Open profile"],
  ["/settings", "Dark mode"],
  ["/settings", "Save settings"],
  ["/projects", "Export"],
  ["/home", "Open report"],
  ["/settings", "API key"],
  ["/team", "Select row"],
  ["/home", "New dashboard"],
];

/** Names as another release of the product has them: a word more, another case, a mark at the end. */
export const RENAMED: Readonly<Record<string, readonly string[]>> = {
  "Add source": ["Add a source", "Add source…"],
  "Test connection": ["Test the connection", "Test connection now"],
  "Mark complete": ["Mark as complete"],
  "New dashboard": ["New dashboard…", "NEW DASHBOARD"],
  "Publish dashboard": ["Publish the dashboard", "Publish your dashboard"],
  "Invite people": ["Invite more people", "Invite people:"],
  "Send invitations": ["Send the invitations"],
  "Download PDF": ["Download as PDF", "Download PDF (3)"],
  "Set threshold": ["Set a threshold"],
  "Save alert": ["Save the alert", "Save alert."],
  "Confirm payment": ["Confirm your payment"],
};

function path(
  id: string,
  page: string,
  names: readonly string[],
  options: { optional?: readonly number[] } = {},
): GoldenPath {
  const steps = names.map((name, index): PathStep => {
    const stepId = name.toLowerCase().replaceAll(" ", "-");
    return {
      id: stepId,
      title: name,
      description: `Use **${name}**.`,
      target: { selectors: [`#${stepId}`], name },
      ...(options.optional?.includes(index) === true ? { optional: true } : {}),
    };
  });
  const [first, ...others] = steps;
  if (first === undefined) throw new Error(`${id} has no steps`);
  return {
    id,
    title: id.replaceAll("-", " "),
    page: [page],
    steps: [first, ...others],
    goal: `${names.at(-1)} is done.`,
  };
}
