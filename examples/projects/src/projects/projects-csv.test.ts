import { expect, test } from "vitest";
import type { Project } from "./project.ts";
import { projectsCsv } from "./projects-csv.ts";

const project: Project = {
  id: "P-1",
  name: "Website relaunch",
  owner: "Amara Osei",
  status: "at-risk",
  priority: "high",
  due: "2026-03-14",
  progress: 40,
};

function nameCell(name: string): string {
  return projectsCsv([{ ...project, name }]).slice(projectsCsv([]).length + "P-1,".length);
}

test("a header and one line per project, in words a person reads", () => {
  expect(projectsCsv([project])).toBe(
    "Id,Name,Owner,Status,Priority,Due,Progress (%)\r\nP-1,Website relaunch,Amara Osei,At risk,High,2026-03-14,40\r\n",
  );
});

test("commas and quotes stay inside their cell", () => {
  expect(nameCell('Say "hi", twice')).toMatch(/^"Say ""hi"", twice",/);
});

test("a name that looks like a formula stays text", () => {
  expect(nameCell("=1+1")).toMatch(/^'=1\+1,/);
});
