import { wrongType } from "../fields/field.ts";
import { fieldPath, type Reading, report } from "../fields/input-problem.ts";
import { readFields } from "../fields/object-field.ts";
import { didYouMean } from "../fields/suggest.ts";
import { cut, TEXT_MAX } from "../fields/text-fields.ts";
import { isJsonObject, type JsonObject } from "../json-values.ts";
import { all, any, type Condition, needingDetectors, not } from "../triggers/condition.ts";
import { findLeafType, LEAF_TYPES } from "./leaves/index.ts";
import { readBuiltin } from "./read-builtin.ts";

/** Deeper trees are refused: nobody reads them, and reading them must not exhaust the stack. */
export const MAX_DEPTH = 8;
/** Groups and leaves together. Every one is evaluated for every action. */
export const MAX_NODES = 64;

/** The fields that say what a node is; exactly one is present. */
const KINDS = ["all", "any", "not", "operator", "type", "builtin"] as const;
/** What any node may say about itself. */
const NOTES = ["id", "name"] as const;

/** Nodes read so far of one tree. */
interface Tally {
  nodes: number;
}

/** Compiles a tree of criteria. Undefined after at least one problem was reported. */
export function readCriteria(value: unknown, path: string, reading: Reading): Condition | undefined {
  const tally: Tally = { nodes: 0 };
  const found = readNode(value, path, reading, tally, 1);
  if (tally.nodes <= MAX_NODES) return found;
  return report(reading, path, "too_many", `has more than ${MAX_NODES} conditions; split it into several triggers`);
}

function readNode(value: unknown, path: string, reading: Reading, tally: Tally, depth: number): Condition | undefined {
  tally.nodes++;
  if (tally.nodes > MAX_NODES) return undefined;
  if (depth > MAX_DEPTH) return report(reading, path, "too_deep", `nest at most ${MAX_DEPTH} levels`);
  if (!isJsonObject(value)) return wrongType(reading, path, "an object", value);
  const notesAreFine = checkNotes(value, path, reading);
  const kind = kindOf(value, path, reading);
  if (kind === undefined) return undefined;
  const child = (inner: unknown, at: string): Condition | undefined => readNode(inner, at, reading, tally, depth + 1);
  const found = readKind(kind, value, path, reading, child);
  return found === undefined || !notesAreFine ? undefined : named(value.name, found);
}

type ReadChild = (value: unknown, path: string) => Condition | undefined;

function readKind(
  kind: (typeof KINDS)[number],
  node: JsonObject,
  path: string,
  reading: Reading,
  child: ReadChild,
): Condition | undefined {
  switch (kind) {
    case "type":
      return readLeaf(node, path, reading);
    case "builtin":
      return readBuiltin(node, path, reading, NOTES);
    case "operator":
      return readDocumentedGroup(node, path, reading, child);
    case "not": {
      const isClean = onlyFields(node, [kind], path, reading);
      const inner = child(node.not, fieldPath(path, "not"));
      return inner === undefined || !isClean ? undefined : not(inner);
    }
    default: {
      const isClean = onlyFields(node, [kind], path, reading);
      const parts = readParts(node[kind], fieldPath(path, kind), reading, child);
      if (parts === undefined || !isClean) return undefined;
      return kind === "all" ? all(...parts) : any(...parts);
    }
  }
}

function readLeaf(node: JsonObject, path: string, reading: Reading): Condition | undefined {
  const { type } = node;
  const at = fieldPath(path, "type");
  if (typeof type !== "string") return wrongType(reading, at, "the type of a condition as text", type);
  const leaf = findLeafType(type);
  if (leaf === undefined) {
    const known = LEAF_TYPES.map((each) => each.type);
    return report(reading, at, "unknown_type", `"${cut(type)}" is no type of condition; ${didYouMean(type, known)}`);
  }
  const values = readFields(leaf.fields, node, path, reading, ["type", ...NOTES]);
  if (values === undefined) return undefined;
  const before = reading.problems.length;
  leaf.check?.(values, path, reading);
  return reading.problems.length === before ? leaf.compile(values) : undefined;
}

/** `{ operator: "AND" | "OR", conditions: […] }`; `criteria` is another name for the list. */
function readDocumentedGroup(
  node: JsonObject,
  path: string,
  reading: Reading,
  child: ReadChild,
): Condition | undefined {
  const { operator } = node;
  const list = !Object.hasOwn(node, "conditions") && Object.hasOwn(node, "criteria") ? "criteria" : "conditions";
  let isClean = onlyFields(node, ["operator", list], path, reading);
  if (operator !== "AND" && operator !== "OR") {
    report(reading, fieldPath(path, "operator"), "not_a_choice", 'write "AND" or "OR"; for NOT write { "not": … }');
    isClean = false;
  }
  const parts = readParts(node[list], fieldPath(path, list), reading, child);
  if (parts === undefined || !isClean) return undefined;
  return operator === "AND" ? all(...parts) : any(...parts);
}

function readParts(value: unknown, path: string, reading: Reading, child: ReadChild): readonly Condition[] | undefined {
  if (value === undefined) return report(reading, path, "missing_field", "list the conditions of the group");
  if (!Array.isArray(value)) return wrongType(reading, path, "a list of conditions", value);
  if (value.length === 0) return report(reading, path, "empty", "list at least one condition");
  const parts: Condition[] = [];
  let isWhole = true;
  for (const [index, inner] of value.entries()) {
    // Every list adds to one tally, so a list of any length costs no more than the limit.
    if (index > MAX_NODES) break;
    const part = child(inner, `${path}[${index}]`);
    if (part === undefined) isWhole = false;
    else parts.push(part);
  }
  return isWhole ? parts : undefined;
}

function kindOf(node: JsonObject, path: string, reading: Reading): (typeof KINDS)[number] | undefined {
  const [kind, second] = KINDS.filter((each) => Object.hasOwn(node, each));
  if (kind === undefined) {
    return report(reading, path, "not_a_node", `say what it is with one of ${KINDS.join(", ")}`);
  }
  if (second === undefined) return kind;
  return report(reading, path, "ambiguous_node", `"${kind}" and "${second}" in one object; nest one in the other`);
}

function onlyFields(node: JsonObject, known: readonly string[], path: string, reading: Reading): boolean {
  return readFields({}, node, path, reading, [...known, ...NOTES]) !== undefined;
}

function checkNotes(node: JsonObject, path: string, reading: Reading): boolean {
  let isFine = true;
  for (const note of NOTES) {
    const text = node[note];
    if (text === undefined || (typeof text === "string" && text.length <= TEXT_MAX)) continue;
    report(reading, fieldPath(path, note), "wrong_type", `write text of at most ${TEXT_MAX} characters`);
    isFine = false;
  }
  return isFine;
}

/** A name the author gave stands before the words, so that an explanation speaks the author's language. */
function named(name: unknown, condition: Condition): Condition {
  if (typeof name !== "string" || name.trim() === "") return condition;
  return needingDetectors(condition.detectors, (context) => {
    const result = condition(context);
    return { ...result, condition: `${name}: ${result.condition}` };
  });
}
