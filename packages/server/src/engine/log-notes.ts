import type { LedgerNote } from "@usher/core";
import type { Logger } from "../observe/logger.ts";

/** One line per decision: ids and reasons, never what the user did or read. */
export function logNotes(log: Logger, productId: string, sessionId: string, notes: readonly LedgerNote[]): void {
  for (const note of notes) {
    const where = { productId, sessionId };
    switch (note.type) {
      case "fired":
        log.info({ ...where, offered: note.triggerId, offerId: note.offerId }, "decision");
        break;
      case "held":
        log.info({ ...where, trigger: note.triggerId, held: note.reason }, "decision");
        break;
      case "dropped":
        log.info({ ...where, trigger: note.triggerId, dropped: note.reason }, "decision");
        break;
      case "shadow-offered":
        log.info({ ...where, trigger: note.triggerId, shadowId: note.shadowId, why: note.why }, "shadow offer");
        break;
      case "shadow-resolved":
        log.info({ ...where, shadowId: note.shadowId, reachedAlone: note.reachedAlone }, "shadow outcome");
        break;
      case "trigger-error":
        log.warn({ ...where, trigger: note.triggerId }, "trigger failed");
        break;
      case "outcome":
        log.info({ ...where, offerId: note.offerId, outcome: note.outcome, option: note.option }, "outcome");
        break;
      case "tour":
        log.info({ ...where, tour: note.tourId, runId: note.runId, event: note.event }, "tour");
        break;
      case "conversation": {
        const level = note.event === "undeliverable" ? "warn" : "info";
        log[level]({ ...where, bridge: note.bridge, event: note.event, code: note.code }, "conversation");
        break;
      }
      case "quiet":
        log.debug({ ...where, trigger: note.triggerId, quiet: note.reason }, "decision");
        break;
    }
  }
}
