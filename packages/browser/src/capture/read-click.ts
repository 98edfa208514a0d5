import { findControl } from "./describe-element.ts";
import { elementPath, isIgnored } from "./privacy-marks.ts";

export interface ClickReader {
  press(event: PointerEvent): void;
  /** The path from the clicked control outwards; from the target when it is no control; nothing when it is not to be captured. */
  read(event: MouseEvent): readonly Element[] | undefined;
  /** Whether the click selected text or ended a drag, or the page scrolled since the click before: it had an effect. */
  wasVoid(event: MouseEvent): boolean;
}

const DRAG_PX = 10;

/**
 * Finds the control a click meant. Menus that open on press and make the page inert (Radix does) send the
 * click to the document instead: then the control that was pressed counts, if the pointer is still on it.
 */
export function createClickReader(): ClickReader {
  let pressed: readonly Element[] = [];
  let place = { x: 0, y: 0 };
  let scroll: number | undefined;
  return {
    press(event) {
      place = { x: event.clientX, y: event.clientY };
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
    wasVoid({ clientX, clientY, detail }) {
      const scrolled = window.scrollX + window.scrollY;
      const hasScrolled = scroll !== undefined && scroll !== scrolled;
      scroll = scrolled;
      // A click made by the keyboard has no place, and `detail` 0.
      const hasMoved = detail > 0 && Math.abs(clientX - place.x) + Math.abs(clientY - place.y) > DRAG_PX;
      return hasScrolled || hasMoved || getSelection()?.type === "Range";
    },
  };
}

function isOn(element: Element | undefined, { clientX, clientY }: MouseEvent): boolean {
  if (element === undefined) return false;
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom && right > left;
}
