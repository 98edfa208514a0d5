import { findControl } from "./describe-element.ts";
import { elementPath, isIgnored } from "./privacy-marks.ts";

export interface ClickReader {
  press(event: PointerEvent): void;
  /** The path from the clicked control outwards; from the target when it is no control; nothing when it is not to be captured. */
  read(event: MouseEvent): readonly Element[] | undefined;
}

/**
 * Finds the control a click meant. Menus that open on press and make the page inert (Radix does) send the
 * click to the document instead: then the control that was pressed counts, if the pointer is still on it.
 */
export function createClickReader(): ClickReader {
  let pressed: readonly Element[] = [];
  return {
    press(event) {
      const path = elementPath(event);
      const index = findControl(path);
      pressed = index === -1 || isIgnored(path) ? [] : path.slice(index);
    },
    read(event) {
      const path = elementPath(event);
      const before = pressed;
      pressed = [];
      if (path.length === 0 || isIgnored(path)) return undefined;
      const index = findControl(path);
      if (index === -1) return isOn(before[0], event) ? before : path;
      const control = path[index] as Element;
      // A label passes the click on to its field, which then is the click.
      if (control.localName === "label" && (control as HTMLLabelElement).control !== null) return undefined;
      return path.slice(index);
    },
  };
}

function isOn(element: Element | undefined, { clientX, clientY }: MouseEvent): boolean {
  if (element === undefined) return false;
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom && right > left;
}
