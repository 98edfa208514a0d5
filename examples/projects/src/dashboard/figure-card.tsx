import type { JSX } from "react";

export interface FigureCardProps {
  readonly label: string;
  readonly value: number | string;
  readonly note: string;
  readonly tone?: "neutral" | "warning";
}

/** One figure with its name above and its meaning below. */
export function FigureCard({ label, value, note, tone = "neutral" }: FigureCardProps): JSX.Element {
  return (
    <div className="panel figure-card" data-tone={value === 0 ? "neutral" : tone}>
      <dt>{label}</dt>
      <dd className="figure-value">{value}</dd>
      <dd className="figure-note">{note}</dd>
    </div>
  );
}
