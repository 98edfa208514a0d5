/** Shorter values would blot out ordinary words. */
const MIN_SECRET = 6;

/** The text with every secret replaced, whole and in the parts a header puts together. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  let hidden = text;
  // The longest first: a part of a secret would leave the rest of it readable.
  for (const secret of [...secrets].sort((one, other) => other.length - one.length)) {
    if (secret.length >= MIN_SECRET) hidden = hidden.split(secret).join("•••");
  }
  return hidden;
}
