import type { Chip } from "./message.ts";

/** A message for a widget that only its own page can write into. The page's adapter shows it. */
export interface PageDelivery {
  /** Which bridge's adapter it is for. */
  readonly bridge: string;
  /** The message's id: shown once, however often it arrives. */
  readonly id: string;
  /** In the bridge's format, see its manifest. */
  readonly text: string;
  readonly chips: readonly Chip[];
}
