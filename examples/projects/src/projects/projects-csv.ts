import { type Project, priorityLabels, statusLabels } from "./project.ts";

const header = ["Id", "Name", "Owner", "Status", "Priority", "Due", "Progress (%)"];

/** The projects as a spreadsheet (RFC 4180: CRLF lines, quoted where needed). */
export function projectsCsv(projects: readonly Project[]): string {
  const rows = projects.map((project) => [
    project.id,
    project.name,
    project.owner,
    statusLabels[project.status],
    priorityLabels[project.priority],
    project.due,
    String(project.progress),
  ]);
  return [header, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(text: string): string {
  // Spreadsheets run cells that begin with these characters as formulas; an apostrophe keeps them text.
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
