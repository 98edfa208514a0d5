import type { TourTargetWire } from "@usher/core";
import { accessibleName, normaliseName } from "./accessible-name.ts";
import { roleSelector } from "./role-selector.ts";
import { isVisible } from "./visible.ts";

/** The first visible match: of the selectors in their order, then of role and name. */
export function findTarget(target: TourTargetWire): Element | undefined {
  for (const selector of target.selectors) {
    const found = select(selector).find(isVisible);
    if (found) return found;
  }
  if (target.role === undefined) return undefined;
  return select(roleSelector(target.role)).find((element) => matchesRole(element, target) && isVisible(element));
}

/** Whether other visible elements would do as well as the one pointed at, as in "tick any project". */
export function hasEquals(target: TourTargetWire): boolean {
  return target.selectors.some((selector) => select(selector).filter(isVisible).length > 1);
}

/** Whether the element is the target or one of its equals: any selector, or role and name. */
export function matchesTarget(element: Element, target: TourTargetWire): boolean {
  return target.selectors.some((selector) => matches(element, selector)) || matchesRole(element, target);
}

function matchesRole(element: Element, target: TourTargetWire): boolean {
  if (target.role === undefined || target.name === undefined) return false;
  return matches(element, roleSelector(target.role)) && accessibleName(element) === normaliseName(target.name);
}

// Selectors come from a recording or from an operator: one that a browser cannot read finds nothing.
function select(selector: string): Element[] {
  try {
    return [...document.querySelectorAll(selector)];
  } catch {
    return [];
  }
}

function matches(element: Element, selector: string): boolean {
  try {
    return element.matches(selector);
  } catch {
    return false;
  }
}
