import { isObject, textOf } from "../body/json-values.ts";
import type { PageElement } from "./page-element.ts";

/** Deeper than this no control is found any more. */
export const MAX_ELEMENTS = 40;
export const MAX_ATTRIBUTES = 60;

const PREFIX = "attr__";

/** posthog-js's `$elements`: a list of objects, the innermost first; what is no such object is left out. */
export function parseElements(list: readonly unknown[]): readonly PageElement[] {
  return list.slice(0, MAX_ELEMENTS).flatMap((item) => {
    if (!isObject(item)) return [];
    const attributes = new Map<string, string>();
    for (const key of Object.keys(item)) {
      if (attributes.size === MAX_ATTRIBUTES) break;
      const value = key.startsWith(PREFIX) ? textOf(item[key]) : undefined;
      if (value !== undefined) attributes.set(key.slice(PREFIX.length), value);
    }
    return {
      tag: (textOf(item.tag_name) ?? "").toLowerCase(),
      text: textOf(item.$el_text) ?? "",
      classes: Array.isArray(item.classes) ? item.classes.filter((name) => typeof name === "string") : [],
      attributes,
    };
  });
}
