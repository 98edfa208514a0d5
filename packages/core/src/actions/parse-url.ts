/** The parts of an address that Usher compares. Core has no `URL`: it is a platform's, not the language's. */
export interface UrlParts {
  /** Scheme, host and port, lower-case, e.g. `https://app.example.com:8080`; empty for a bare path. */
  readonly origin: string;
  /** Path segments without empty ones; the path of a hash route (`#/…`) is appended. */
  readonly segments: readonly string[];
}

const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/** Never throws: anything that is not an address is treated as a path. */
export function parseUrl(url: string): UrlParts {
  const origin = ORIGIN.exec(url)?.[0] ?? "";
  const rest = url.slice(origin.length);
  const hash = rest.indexOf("#");
  const beforeHash = hash === -1 ? rest : rest.slice(0, hash);
  const fragment = hash === -1 ? "" : rest.slice(hash + 1);
  const query = beforeHash.indexOf("?");
  const path = query === -1 ? beforeHash : beforeHash.slice(0, query);
  const route = fragment.startsWith("/") ? (fragment.split("?")[0] ?? "") : "";
  return {
    origin: origin.toLowerCase(),
    segments: `${path}/${route}`.split("/").filter((segment) => segment !== ""),
  };
}
