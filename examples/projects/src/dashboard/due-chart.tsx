import type { JSX } from "react";
import { shortDay } from "../projects/calendar-day.ts";
import type { Week } from "./dashboard-figures.ts";

const PLOT_TOP = 24;
const PLOT_HEIGHT = 140;
const HEIGHT = PLOT_TOP + PLOT_HEIGHT + 40;

/**
 * Open projects due per week, the pressing ones as the darker foot of each bar. Positions are percentages and
 * heights are pixels, so the text keeps its size at every width. The same figures follow as a table.
 */
export function DueChart({ weeks }: { readonly weeks: readonly Week[] }): JSX.Element {
  const most = Math.max(1, ...weeks.map((week) => week.count));
  const step = 100 / weeks.length;
  return (
    <>
      <svg className="due-chart" height={HEIGHT} aria-hidden="true" focusable="false">
        <line className="axis" x1="0" x2="100%" y1={PLOT_TOP + PLOT_HEIGHT} y2={PLOT_TOP + PLOT_HEIGHT} />
        {weeks.map((week, index) => (
          <WeekBar key={week.from} week={week} left={index * step} step={step} most={most} />
        ))}
      </svg>
      <table className="visually-hidden">
        <caption>Open projects due per week</caption>
        <thead>
          <tr>
            <th scope="col">Week from</th>
            <th scope="col">Due</th>
            <th scope="col">High or urgent</th>
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week.from}>
              <th scope="row">{shortDay(week.from)}</th>
              <td>{week.count}</td>
              <td>{week.pressingCount}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

interface WeekBarProps {
  readonly week: Week;
  /** Percent from the left, and percent per week. */
  readonly left: number;
  readonly step: number;
  readonly most: number;
}

function WeekBar({ week, left, step, most }: WeekBarProps): JSX.Element {
  const height = (week.count / most) * PLOT_HEIGHT;
  const pressing = (week.pressingCount / most) * PLOT_HEIGHT;
  const bottom = PLOT_TOP + PLOT_HEIGHT;
  const bar = { x: `${left + step * 0.2}%`, width: `${step * 0.6}%`, rx: 4 };
  const centre = `${left + step / 2}%`;
  const [day, month] = shortDay(week.from).split(" ");
  return (
    <g>
      <title>{`Week from ${shortDay(week.from)}: ${week.count} due, ${week.pressingCount} high or urgent`}</title>
      <rect {...bar} className="bar" y={bottom - height} height={height} />
      <rect {...bar} className="bar bar-pressing" y={bottom - pressing} height={pressing} />
      <text className="bar-figure" x={centre} y={bottom - height - 8}>
        {week.count}
      </text>
      <text className="bar-label" x={centre} y={bottom + 18}>
        {day}
      </text>
      <text className="bar-label" x={centre} y={bottom + 34}>
        {month}
      </text>
    </g>
  );
}
