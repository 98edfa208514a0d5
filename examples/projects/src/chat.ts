import type { ChatAdapter } from "@usher/browser";

/**
 * A vendor's chat for offers to open; nothing: Usher's own panel. `npm run demo -- --chat=rasa` builds the example with
 * another module in this one's place.
 */
export const chat: ChatAdapter | undefined = undefined;
