import type { JSX } from "react";
import { Route, Routes } from "react-router";
import { DashboardPage } from "./dashboard/dashboard-page.tsx";
import { ProjectsPage } from "./projects/projects-page.tsx";
import { ProjectsProvider } from "./projects/projects-provider.tsx";
import { AppShell } from "./shell/app-shell.tsx";
import { NotFoundPage } from "./shell/not-found-page.tsx";

export function App(): JSX.Element {
  return (
    <ProjectsProvider>
      <Routes>
        <Route element={<AppShell />}>
          <Route index element={<ProjectsPage />} />
          <Route path="dashboard" element={<DashboardPage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Routes>
    </ProjectsProvider>
  );
}
