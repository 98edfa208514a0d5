import { isObject } from "../body/json-values.ts";
import type { OptionSpec, SourceManifest } from "./manifest.ts";
import type { SourceOptions, SourceProblem } from "./source.ts";

const POINTER = /^(?:\/(?:[^~/]|~[01])*)*$/;

/** Everything wrong with a source's options; empty when they are fine. */
export function checkOptions({ id, options: specs }: SourceManifest, options: SourceOptions): readonly SourceProblem[] {
  const problems: SourceProblem[] = [];
  const report = (path: string, detail: string): void => {
    problems.push({ code: "options_invalid", path, detail });
  };
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(specs, name)) report(name, `${id} has no such option; it has ${listed(Object.keys(specs))}`);
  }
  for (const [name, spec] of Object.entries(specs)) {
    const value = options[name];
    if (value === undefined) {
      if (spec.required === true) report(name, `${spec.description}: this option is needed`);
    } else {
      checkValue(name, spec, value, report);
    }
  }
  return problems;
}

type Report = (path: string, detail: string) => void;

function checkValue(path: string, spec: OptionSpec, value: unknown, report: Report): void {
  switch (spec.type) {
    case "boolean":
      if (typeof value !== "boolean") report(path, "write true or false");
      return;
    case "secret":
      // An empty secret would be one that anybody knows.
      if (typeof value !== "string" || value.length < 8) report(path, "write a secret of at least 8 characters");
      return;
    case "text":
      if (typeof value !== "string" || value === "") report(path, "write a text that is not empty");
      return;
    case "pointer":
      checkPointer(path, value, report);
      return;
    case "record":
      checkRecord(path, spec, value, report);
  }
}

function checkRecord(path: string, spec: OptionSpec & { type: "record" }, value: unknown, report: Report): void {
  if (!isObject(value)) return report(path, "write an object");
  for (const [key, each] of Object.entries(value)) {
    const where = `${path}.${key}`;
    if (spec.keys !== undefined && !spec.keys.includes(key))
      report(where, `no such field; there are ${listed(spec.keys)}`);
    else if (spec.values === "pointer") checkPointer(where, each, report);
    else if (!spec.values.choices.includes(String(each))) report(where, `write one of ${listed(spec.values.choices)}`);
  }
}

function checkPointer(path: string, value: unknown, report: Report): void {
  if (typeof value !== "string" || !POINTER.test(value) || value.length > 500)
    report(path, 'write a JSON pointer, e.g. "/user/id" ("~1" stands for "/", "~0" for "~")');
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.join(", ");
}
