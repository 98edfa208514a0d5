import { describeElement, isMasked, pathOf } from "@usher/browser/page-tools";
import type { Use, UseKind } from "../messages.ts";
import { anchorSelectors } from "./anchor-selectors.ts";
import { rowOf } from "./row-of.ts";

const FILLED =
  "input:not([type=button],[type=submit],[type=reset],[type=image],[type=checkbox],[type=radio]),textarea,[contenteditable]";

/** A control as a step remembers it. Undefined when nothing would find it again. */
export function describeUse(element: Element, url: string): Use | undefined {
  const path = pathOf(element);
  const repeated = rowOf(element) !== undefined;
  const { role, label } = describeElement(path, repeated || isMasked(path));
  const selectors = anchorSelectors(element);
  const spoken = label?.replace(/\d[\d.,]*/g, "N");
  // "Apply to 3" is called "Apply to 4" the next time: the name finds nothing, but reads well as "Apply to N".
  const name = spoken === label ? label : undefined;
  if (selectors.length === 0 && (role === undefined || name === undefined)) return undefined;
  return {
    kind: kindOf(element, role),
    url,
    selectors,
    repeated,
    ...(role === undefined ? {} : { role }),
    ...(name === undefined ? {} : { name }),
    ...(spoken === undefined ? {} : { spoken }),
  };
}

function kindOf(element: Element, role: string | undefined): UseKind {
  if (element.matches("select") || role === "combobox" || role === "listbox" || role === "slider") return "choose";
  if (element.matches(FILLED)) return "fill";
  return role === "checkbox" || role === "radio" || role === "switch" ? "tick" : "press";
}
