import type { JSX } from "react";

/** A bar with its figure; the figure is the accessible text. */
export function ProgressBar({ percent }: { readonly percent: number }): JSX.Element {
  return (
    <span className="progress">
      <span className="progress-track" aria-hidden="true">
        <span className="progress-fill" style={{ inlineSize: `${percent}%` }} />
      </span>
      <span className="progress-figure">{percent}%</span>
    </span>
  );
}
