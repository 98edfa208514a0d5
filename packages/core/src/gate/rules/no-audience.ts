import type { GateRule } from "../gate.ts";

/** No page is connected: the offer is held and nothing is spent; a page that connects is judged at once (S12). */
export const noAudience: GateRule = ({ audience }) => (audience ? undefined : { reason: "no_audience" });
