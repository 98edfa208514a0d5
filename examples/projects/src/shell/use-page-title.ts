import { useLayoutEffect } from "react";

/** Names the browser tab after the page: "Projects · Northwind Studio". */
export function usePageTitle(page: string): void {
  useLayoutEffect(() => {
    document.title = `${page} · Northwind Studio`;
  }, [page]);
}
