import type { JSX } from "react";
import { Link } from "react-router";
import { usePageTitle } from "./use-page-title.ts";

export function NotFoundPage(): JSX.Element {
  usePageTitle("Page not found");
  return (
    <div className="page">
      <div className="panel empty">
        <h1>Page not found</h1>
        <p>The address may be mistyped, or the page may have moved.</p>
        <Link className="button" to="/">
          Go to projects
        </Link>
      </div>
    </div>
  );
}
