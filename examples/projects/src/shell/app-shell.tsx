import { FolderKanban, LayoutDashboard } from "lucide-react";
import { type JSX, useEffect, useRef } from "react";
import { NavLink, Outlet, useLocation } from "react-router";
import { ConfirmationToast } from "./confirmation-toast.tsx";
import { demoUserId } from "./demo-user.ts";

/** Brand, navigation and footer around every page. */
export function AppShell(): JSX.Element {
  const main = useRef<HTMLElement>(null);
  useFocusOnNavigation(main);
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <header className="sidebar">
        <p className="brand">
          <span className="brand-mark" aria-hidden="true">
            N
          </span>
          <span className="brand-name">Northwind Studio</span>
        </p>
        <nav className="nav" aria-label="Main">
          <NavLink to="/" end>
            <FolderKanban size={18} aria-hidden="true" />
            Projects
          </NavLink>
          <NavLink to="/dashboard">
            <LayoutDashboard size={18} aria-hidden="true" />
            Dashboard
          </NavLink>
        </nav>
      </header>
      <main id="content" ref={main} tabIndex={-1}>
        <Outlet />
      </main>
      <footer className="footer">
        <p>Try it: edit three projects one by one.</p>
        <p>
          Signed in as <span className="user-id">{demoUserId}</span>
        </p>
      </footer>
      <ConfirmationToast />
    </div>
  );
}

/** Client-side navigation leaves focus on the old link; a full load would have started at the new page. */
function useFocusOnNavigation(target: { readonly current: HTMLElement | null }): void {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    window.scrollTo(0, 0);
    target.current?.focus({ preventScroll: true });
  }, [pathname, target]);
}
