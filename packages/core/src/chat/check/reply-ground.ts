/** What a reply may name: everything else it presents as part of the product is an invention. */
export interface ReplyGround {
  /** The golden path in words; the only source of instructions. */
  readonly howTo: string;
  /** Names of controls and pages that exist: the path's targets and titles, and the page's live labels. */
  readonly names?: readonly string[];
  /** Addresses that may be written, exactly; those in `howTo` always may. */
  readonly urls?: readonly string[];
  /** What the user and the offer said. It may be repeated in answer, but never turned into an instruction. */
  readonly said?: readonly string[];
}
