import { fill } from "./element.ts";

const SVG = "http://www.w3.org/2000/svg";

/** Decorative 16 × 16 icon drawn with the text colour. Hidden from assistive technology: the words carry the meaning. */
export function icon(name: IconName): SVGSVGElement {
  const path = fill(document.createElementNS(SVG, "path"), { d: ICONS[name] }, []);
  return fill(
    document.createElementNS(SVG, "svg"),
    { viewBox: "0 0 16 16", "aria-hidden": "true", class: `icon icon-${name}` },
    [path],
  );
}

export type IconName = "mark" | "close";

/** One path each: `mark` is filled, the others are stroked. */
export const ICONS: Readonly<Record<IconName, string>> = {
  mark: "M8 1q.7 6.3 7 7-6.3.7-7 7-.7-6.3-7-7 6.3-.7 7-7",
  close: "M4 4l8 8M12 4l-8 8",
};
