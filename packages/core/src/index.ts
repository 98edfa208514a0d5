export { matchAnyPage, matchPage } from "./actions/match-page.ts";
export { UsherError } from "./errors.ts";
export type * from "./wire/page-api.ts";
export type * from "./wire/raw-event.ts";
