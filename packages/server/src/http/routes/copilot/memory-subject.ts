import type { Store } from "../../../ports/store.ts";
import type { Product } from "../../../products/product.ts";

/**
 * Whose memory a product's server means: the proved user, else who claims to be them; what is remembered of both is never
 * mixed. `identity`: `verified` or `claimed`, when the server says which.
 */
export async function memorySubject(
  { memories }: Pick<Store, "memories">,
  product: Product,
  userId: string,
  identity?: string,
): Promise<string> {
  const proved = `user:${userId}`;
  if (identity === "verified") return proved;
  const claimed = `claimed:${userId}`;
  if (identity === "claimed") return claimed;
  if ((await memories.findMemory(product.id, proved)) !== undefined) return proved;
  return (product.identitySecrets ?? []).length > 0 ? proved : claimed;
}
