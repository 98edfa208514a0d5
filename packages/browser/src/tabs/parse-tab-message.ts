import type { OfferNotice } from "../offers/offer-notice.ts";
import type { TabMessage } from "./tab-message.ts";

type Fields = Readonly<Record<string, unknown>>;
type Check = (fields: Fields) => boolean;

const text =
  (...names: readonly string[]): Check =>
  (fields) =>
    names.every((name) => typeof fields[name] === "string");
const always: Check = () => true;
const ofSession = text("session_id");
const ofOffer = text("offer_id");

const CHECKS: Readonly<Record<TabMessage["type"], Check>> = {
  hello: always,
  reset: always,
  live: (fields) => ofSession(fields) && (fields.offer === null || isNotice(fields.offer)),
  offer: (fields) => ofSession(fields) && isNotice(fields.offer),
  withdraw: text("offer_id", "reason"),
  taken: ofOffer,
  closed: ofOffer,
  tour: text("tour_id", "run_id", "state"),
};

/** The message, if it is one: any script of the origin, also one of another version, can write to the channel. */
export function parseTabMessage(data: unknown): TabMessage | undefined {
  if (!isFields(data) || typeof data.type !== "string" || !Object.hasOwn(CHECKS, data.type)) return undefined;
  return CHECKS[data.type as TabMessage["type"]](data) ? (data as unknown as TabMessage) : undefined;
}

function isNotice(value: unknown): value is OfferNotice {
  if (!isFields(value)) return false;
  const { id, page, deadline, tour = "" } = value;
  const pages = Array.isArray(page) && page.every((pattern) => typeof pattern === "string");
  return typeof id === "string" && typeof deadline === "number" && typeof tour === "string" && pages;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}
