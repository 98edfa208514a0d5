import { type JSX, useMemo } from "react";
import { useProjects } from "../projects/projects-provider.tsx";
import { StatusBadge } from "../projects/status-badge.tsx";
import { usePageTitle } from "../shell/use-page-title.ts";
import { dashboardFigures } from "./dashboard-figures.ts";
import { DueChart } from "./due-chart.tsx";
import { FigureCard } from "./figure-card.tsx";
import { PressingList } from "./pressing-list.tsx";

export function DashboardPage(): JSX.Element {
  usePageTitle("Dashboard");
  const { projects, today } = useProjects();
  const figures = useMemo(() => dashboardFigures(projects, today), [projects, today]);
  return (
    <div className="page">
      <header className="page-header">
        <h1>Dashboard</h1>
      </header>
      <dl className="figures">
        <FigureCard label="Open projects" value={figures.openCount} note={`of ${projects.length} in all`} />
        <FigureCard label="Due this week" value={figures.dueSoonCount} note="in the next seven days" />
        <FigureCard label="Overdue" value={figures.overdueCount} note="past their day, not done" tone="warning" />
        <FigureCard label="Average progress" value={`${figures.averageProgress}%`} note="across open projects" />
      </dl>
      <div className="dashboard-columns">
        <section className="panel card" aria-labelledby="due-heading">
          <div className="card-header">
            <h2 id="due-heading">Due in the next eight weeks</h2>
            <p className="legend">
              <span className="legend-mark legend-pressing" aria-hidden="true" /> High or urgent
              <span className="legend-mark" aria-hidden="true" /> Other
            </p>
          </div>
          <DueChart weeks={figures.weeks} />
        </section>
        <section className="panel card" aria-labelledby="status-heading">
          <h2 id="status-heading">By status</h2>
          <ul className="status-bars">
            {figures.byStatus.map(({ status, count }) => (
              <li key={status}>
                <StatusBadge status={status} />
                <span className="status-track" aria-hidden="true">
                  <span data-status={status} style={{ inlineSize: `${(100 * count) / projects.length}%` }} />
                </span>
                <span className="status-count">{count}</span>
              </li>
            ))}
          </ul>
        </section>
        <section className="panel card card-wide" aria-labelledby="pressing-heading">
          <h2 id="pressing-heading">High and urgent, due first</h2>
          <PressingList projects={figures.pressing} today={today} />
        </section>
      </div>
    </div>
  );
}
