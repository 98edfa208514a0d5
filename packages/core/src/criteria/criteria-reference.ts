import type { Fields } from "../fields/field.ts";
import type { LeafType } from "./leaf-type.ts";
import { LEAF_TYPES } from "./leaves/index.ts";
import { triggerFields } from "./trigger-fields.ts";

/** The reference of every type of leaf as Markdown: what the documentation prints, made from what is read. */
export function criteriaReference(): string {
  return LEAF_TYPES.map(section).join("\n\n");
}

/** The fields of a trigger written as JSON, as a Markdown table. */
export function triggerReference(): string {
  return table({ ...triggerFields(new Map()) });
}

function section({ type, description, fields, example }: LeafType): string {
  const code = ["```json", JSON.stringify(example), "```"].join("\n");
  return [`### ${type}`, `${description}.`, table(fields), code].join("\n\n");
}

function table(fields: Fields): string {
  const rows = Object.entries(fields).map(([name, { required, fallback, accepts, description }]) => {
    const need = required ? "required" : fallback === undefined ? "" : `default ${JSON.stringify(fallback)}`;
    return `| \`${name}\` | ${escaped(accepts)} | ${need} | ${escaped(description)} |`;
  });
  return ["| field | accepts | | meaning |", "|---|---|---|---|", ...rows].join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|");
}
