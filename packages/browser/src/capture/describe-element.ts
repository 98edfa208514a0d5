import type { RawElement } from "@usher/core";
import { elementRole } from "./element-role.ts";
import { labelElement, PRESSED } from "./label-element.ts";
import { isMasked } from "./privacy-marks.ts";
import { stableId } from "./stable-id.ts";

const CONTROL = `${PRESSED},input,select,textarea,[contenteditable]:not([contenteditable=false]),[data-usher-label]`;

const TEST_IDS = ["data-testid", "data-test-id", "data-test", "data-cy", "data-qa"];

/** Position in the path of the control a click meant: the nearest interactive element, or -1. */
export function findControl(path: readonly Element[]): number {
  return path.findIndex((element) => element.matches(CONTROL));
}

/** What is undefined does not travel: JSON leaves it out. */
type Described = { readonly [Name in keyof RawElement]: RawElement[Name] | undefined };

/** Describes `path[0]`: structure always, words only where they are allowed to leave the page. */
export function describeElement(path: readonly Element[], maskAllText: boolean): RawElement {
  const element = path[0] as Element;
  const testId = TEST_IDS.map((name) => element.getAttribute(name)).find(Boolean);
  const described: Described = {
    tag: element.localName,
    role: elementRole(element),
    label: labelElement(element, maskAllText || isMasked(path)),
    id: stableId(element.id),
    name: element.getAttribute("name")?.slice(0, 120) || undefined,
    test_id: testId?.slice(0, 120),
    anchor: path.find((each) => each.hasAttribute("data-usher-anchor"))?.getAttribute("data-usher-anchor") || undefined,
  };
  return described as RawElement;
}
