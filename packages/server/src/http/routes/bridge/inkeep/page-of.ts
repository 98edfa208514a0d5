import type { SessionRecord, Store } from "../../../../ports/store.ts";
import type { Product } from "../../../../products/product.ts";
import type { HttpContext } from "../../../dependencies.ts";

interface Asked {
  readonly context: HttpContext;
  readonly product: Product;
  readonly session: SessionRecord;
  readonly store: Pick<Store, "recentActions">;
  /** What the request itself says. */
  readonly said: string | undefined;
}

const LOOKED_AT = 20;

/**
 * The page on which reported events happened: what the request says; else where its browser says it comes from; else
 * where the session is known to be. Of a session of which no page is known at all it is the one page that the product's
 * triggers are about, when they are all about one: the app that names its own events knows where it is.
 */
export async function pageOf({ context, product, session, store, said }: Asked): Promise<string | undefined> {
  if (said !== undefined && said !== "") return said;
  const referrer = context.req.header("referer");
  // To another origin browsers send no path.
  if (referrer !== undefined && URL.canParse(referrer) && new URL(referrer).pathname !== "/") return referrer;
  const actions = await store.recentActions(session.productId, session.sessionId, LOOKED_AT);
  if (actions.some(({ url }) => url !== "")) return undefined;
  const [only, ...others] = new Set(product.rules.triggers.flatMap(({ page }) => page));
  return others.length === 0 && only !== undefined && !/[:*]/.test(only) ? only : undefined;
}
