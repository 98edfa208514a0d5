/**
 * The address as it may leave the page: origin and path, the allowed query parameters, and the fragment
 * only where it is a route (`#/…`), whose own query is filtered too.
 */
export function cleanUrl(href: string, allowQuery: readonly string[]): string {
  const url = new URL(href);
  const route = url.hash.startsWith("#/") ? url.hash : "";
  const [path = "", query = ""] = route.split("?");
  return url.origin + url.pathname + keepQuery(url.search, allowQuery) + path + keepQuery(query, allowQuery);
}

function keepQuery(query: string, allowed: readonly string[]): string {
  const kept = [...new URLSearchParams(query)].filter(([name]) => allowed.includes(name));
  return kept.length === 0 ? "" : `?${new URLSearchParams(kept)}`;
}
