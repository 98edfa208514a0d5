import { createHash } from "node:crypto";

/** By what an erased user is recognised: SHA-256, hex. The id itself is gone. */
export function hashUser(productId: string, userId: string): string {
  return createHash("sha256").update(`${productId}\0${userId}`).digest("hex");
}
