import { serverChat } from "@usher/browser/bridges/server";

// Takes the place of an example's chat.ts: a vendor's chat that the server writes into. Its widget is not in the page.

declare global {
  interface Window {
    /** How often the vendor's widget was to be shown. */
    vendorShown: number | undefined;
  }
}

/** For `Usher.init`. */
export const chat = serverChat({
  onShow: () => {
    window.vendorShown = (window.vendorShown ?? 0) + 1;
  },
});
