import type { OutcomeReply, OutcomeRequest, ReportedOutcome, TourStartReply, TourStartRequest } from "@usher/core";
import type { Api } from "../transport/api.ts";
import type { ApiReply } from "../transport/api-reply.ts";
import type { Reporter } from "../transport/reporter.ts";
import type { OfferNotice } from "./offer-notice.ts";

/** Tells the server what became of an offer in this tab. */
export interface Outcomes {
  /** Asks to be the tab that shows or plays it. Not repeated: what cannot be claimed now is not shown now. */
  claim(notice: OfferNotice): Promise<ApiReply<OutcomeReply | TourStartReply>>;
  /** Says what happened, until it is heard. `optionId` belongs to `accepted`. */
  report(offerId: string, outcome: ReportedOutcome, optionId?: string): Promise<ApiReply<OutcomeReply>>;
}

export function createOutcomes(api: Api, reporter: Reporter, tabId: string): Outcomes {
  function path(offerId: string): string {
    return `/v1/offers/${encodeURIComponent(offerId)}/outcome`;
  }
  return {
    claim: ({ id, tour }) =>
      tour === undefined
        ? api.post(path(id), (): OutcomeRequest => ({ outcome: "shown", tab_id: tabId }))
        : api.post(
            `/v1/tours/${encodeURIComponent(tour)}/start`,
            (): TourStartRequest => ({ run_id: id, tab_id: tabId }),
          ),
    report(offerId, outcome, optionId) {
      const body: OutcomeRequest = { outcome, tab_id: tabId, ...(optionId === undefined ? {} : { option: optionId }) };
      return reporter.report(path(offerId), body);
    },
  };
}
