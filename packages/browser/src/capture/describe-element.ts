import type { RawElement } from "@usher/core";
import { elementRole } from "./element-role.ts";
import { labelElement } from "./label-element.ts";
import { isMasked } from "./privacy-marks.ts";
import { stableId } from "./stable-id.ts";

const CONTROL = [
  "button,a,summary,label,input,select,textarea,[contenteditable]:not([contenteditable=false]),[data-usher-label]",
  "[role=button],[role=menuitem],[role=menuitemcheckbox],[role=menuitemradio],[role=tab],[role=link]",
  "[role=switch],[role=checkbox],[role=radio],[role=option],[role=treeitem]",
].join(",");

const TEST_IDS = ["data-testid", "data-test-id", "data-test", "data-cy", "data-qa"];

/** Position in the path of the control a click meant: the nearest interactive element, or -1. */
export function findControl(path: readonly Element[]): number {
  return path.findIndex((element) => element.matches(CONTROL));
}

/** Describes `path[0]`: structure always, words only where they are allowed to leave the page. */
export function describeElement(path: readonly Element[], maskAllText: boolean): RawElement {
  const element = path[0] as Element;
  const testId = TEST_IDS.map((name) => element.getAttribute(name)).find(Boolean);
  return definedOnly({
    tag: element.localName,
    role: elementRole(element),
    label: labelElement(element, maskAllText || isMasked(path)),
    id: stableId(element.id),
    name: element.getAttribute("name")?.slice(0, 120) || undefined,
    test_id: testId?.slice(0, 120),
    anchor: path.find((each) => each.hasAttribute("data-usher-anchor"))?.getAttribute("data-usher-anchor") || undefined,
  });
}

function definedOnly(fields: { readonly [Name in keyof RawElement]: RawElement[Name] | undefined }): RawElement {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
