/** Encrypts secrets that must be read again, such as those that sign webhooks. */
export interface Sealer {
  seal(text: string): string;
  /** Throws UsherError `secret_unreadable` when it was sealed with a key that is not here, or tampered with. */
  open(sealed: string): string;
}
