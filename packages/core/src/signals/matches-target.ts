import type { Action } from "../actions/action.ts";
import type { TourTarget } from "../tours/tour.ts";

const BY_ID = /^#([\w-]+)$/;
const BY_ATTRIBUTE = /^\[([\w-]+)([\^$*]?)=["']?([^"'\]]+)["']?\]$/;

/**
 * Whether an action was on a step's control, as far as the action tells: selectors by id, test id, name or anchor, whole
 * or by a part of it, else role and accessible name. A selector that looks at structure cannot be judged and never fits.
 */
export function matchesTarget({ selectors, role, name }: TourTarget, action: Action): boolean {
  if (selectors.some((selector) => matchesSelector(selector, action))) return true;
  if (name === undefined || name.toLowerCase() !== action.label.toLowerCase()) return false;
  return role === undefined || action.target?.role === undefined || action.target.role === role;
}

function matchesSelector(selector: string, { target }: Action): boolean {
  if (target === undefined) return false;
  const id = BY_ID.exec(selector)?.[1];
  if (id !== undefined) return target.id === id;
  const [, attribute, operator, wanted] = BY_ATTRIBUTE.exec(selector) ?? [];
  if (attribute === undefined || wanted === undefined) return false;
  const actual = attributeOf(target, attribute);
  if (actual === undefined) return false;
  if (operator === "^") return actual.startsWith(wanted);
  if (operator === "$") return actual.endsWith(wanted);
  return operator === "*" ? actual.includes(wanted) : actual === wanted;
}

function attributeOf(target: NonNullable<Action["target"]>, attribute: string): string | undefined {
  switch (attribute) {
    case "id":
      return target.id;
    case "name":
      return target.name;
    case "data-usher-anchor":
      return target.anchor;
    case "data-testid":
    case "data-test-id":
    case "data-test":
    case "data-cy":
    case "data-qa":
      return target.testId;
    default:
      return undefined;
  }
}
