// What the chat says in words of its own, whatever the product's language: everything else is the how-to's, the offer's
// or a checked reply. English, and the only place to change it.

/** Answers "no, thanks". */
export const CHAT_DECLINED: string = "All right. Ask me whenever you like.";
/** Said where no how-to covers the page. */
export const CHAT_NOTHING_KNOWN: string = "I have no instructions for this page yet, so I would only be guessing.";
/** What a person who opened the chat on an offer is taken to have said; the model reads it, nobody else. */
export const CHAT_ACCEPTED: string = "Yes, walk me through it.";
/** The button below a reply that starts its tour, when the offer names none. */
export const CHAT_SHOW_ME: string = "Show me";
/** Answers "show me" in a vendor's chat; our own closes in favour of the tour. */
export const CHAT_SHOWING: string = "I will show you, right in the page.";
