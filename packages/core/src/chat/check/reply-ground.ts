/** What a reply may name: everything else it presents as part of the product is an invention. */
export interface ReplyGround {
  /** The golden path in words. */
  readonly howTo: string;
  /**
   * Texts of the product's own documents. What they name may be named as if it were in the steps, but for addresses:
   * those are in `urls` or are not written.
   */
  readonly documents?: readonly string[];
  /** Names of controls and pages that may be used: the path's targets and titles. */
  readonly names?: readonly string[];
  /** Addresses that may be written, exactly; those in `howTo` always may. */
  readonly urls?: readonly string[];
  /**
   * What the user and the offer said, and labels of the page they are on. It may be repeated in answer, but never turned
   * into an instruction: a project may be named "Delete account".
   */
  readonly said?: readonly string[];
}
