/**
 * Usher for React.
 *
 * ```tsx
 * <UsherProvider options={{ key: "pk_live_…", host: "https://usher.example.com" }}>
 *   <App />
 * </UsherProvider>
 * ```
 */
export { useInkeepChat } from "./inkeep/use-inkeep-chat.ts";
export { type InkeepWrapperProps, UsherInkeepChat, type UsherInkeepChatProps } from "./inkeep/usher-inkeep-chat.tsx";
export { withUsherContext } from "./inkeep/with-usher-context.tsx";
export type { OfferView } from "./offer-store.ts";
export { type UsherUser, useIdentify } from "./use-identify.ts";
export { useOffer } from "./use-offer.ts";
export { useUsher } from "./use-usher.ts";
export { UsherProvider, type UsherProviderProps } from "./usher-provider.tsx";
