/** Ids hold no NUL (they are refused), so it separates them without ambiguity. */
export function keyOf(productId: string, id: string): string {
  return `${productId}\u0000${id}`;
}
