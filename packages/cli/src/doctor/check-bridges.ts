import type { ResolvedConfig } from "@usher/server";
import { type Finding, ok, warn } from "./finding.ts";

type Settings = Readonly<Record<string, unknown>>;

interface Advice {
  readonly detail: string;
  readonly fix: string;
}

/** Bridges whose options are fine one by one and say too little together. */
const INCOMPLETE: Readonly<Record<string, (settings: Settings) => Advice | undefined>> = {
  crisp: ({ hookSecret, hookKey }) =>
    hookSecret === undefined && hookKey === undefined
      ? {
          detail: "no hook can be believed: what users write is not heard",
          fix: "set hookSecret (plugin hooks) or hookKey (website hooks)",
        }
      : undefined,
  tidio: ({ webhookSecret }) =>
    webhookSecret === undefined
      ? { detail: "Tidio's own webhook cannot be believed", fix: "set webhookSecret to hear of solved conversations" }
      : undefined,
  landbot: ({ agentId }) =>
    agentId === undefined
      ? {
          detail: "a person who takes over cannot be told from Usher's own messages",
          fix: "set agentId to the id of the agent whose token it is",
        }
      : undefined,
  "openai-compatible": ({ apiKey }) =>
    apiKey === undefined
      ? { detail: "only pages can ask; your own server is refused", fix: "set apiKey if your server asks, too" }
      : undefined,
  rasa: ({ url, token }) =>
    token === undefined && !/^http:\/\/(localhost|127\.0\.0\.1)\b/.test(String(url))
      ? {
          detail: "Rasa's HTTP API is open to everybody who reaches it",
          fix: "start Rasa with --auth-token, set token",
        }
      : undefined,
};
/** Bridges whose page has an adapter of its own: offers open there whatever else there is. */
const BY_PAGE: ReadonlySet<string> = new Set(["own", "rasa", "inkeep"]);

/** What chat bridges still lack, and which address each vendor is to be given. Nobody is asked: vendors count requests. */
export function checkBridges({ products, server }: ResolvedConfig): readonly Finding[] {
  return products.flatMap(({ id, bridges }) => {
    const entries = Object.entries(bridges ?? {});
    return [
      ...entries.flatMap(([bridge, settings]) => ofBridge(id, bridge, settings, server.publicUrl)),
      ...ofAll(id, entries),
    ];
  });
}

function ofBridge(product: string, bridge: string, settings: Settings, publicUrl: string | null): readonly Finding[] {
  const advice = INCOMPLETE[bridge]?.(settings);
  const findings = advice === undefined ? [] : [warn("bridges", `${product}: ${bridge}: ${advice.detail}`, advice.fix)];
  const address = addressOf(product, bridge);
  if (address === undefined) return findings.length > 0 ? findings : [ok("bridges", `${product}: ${bridge}`)];
  if (publicUrl === null) {
    const detail = `${product}: ${bridge} cannot reach ${address}: the server has no public address`;
    return [...findings, warn("bridges", detail, "set server.publicUrl (USHER_PUBLIC_URL) to an https:// address")];
  }
  return [...findings, ok("bridges", `${product}: give ${bridge} ${publicUrl.replace(/\/$/, "")}${address}`)];
}

/** Where the vendor sends what users write; undefined where only pages tell. */
function addressOf(product: string, bridge: string): string | undefined {
  if (bridge === "dify") return `/bridge/dify/${product}`;
  if (bridge === "openai-compatible") return undefined;
  return BY_PAGE.has(bridge) ? undefined : `/bridge/${bridge}/webhook/${product}`;
}

function ofAll(product: string, entries: readonly (readonly [string, Settings])[]): readonly Finding[] {
  const openable = entries.map(([id]) => id).filter((id) => !BY_PAGE.has(id));
  if (openable.length < 2) return [];
  const detail = `${product}: offers can open in ${openable.join(" or ")}`;
  return [warn("bridges", detail, `say which in the page: serverChat({ bridge: "${openable[0]}" })`)];
}
