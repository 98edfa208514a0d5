import type { ReplyCase } from "./reply-case.ts";
import { addWebhookReplies } from "./second-set/add-webhook-replies.ts";
import { alertSettingsReplies } from "./second-set/alert-settings-replies.ts";
import { archiveProjectReplies } from "./second-set/archive-project-replies.ts";
import { changeRoleReplies } from "./second-set/change-role-replies.ts";
import { discountCodeReplies } from "./second-set/discount-code-replies.ts";
import { dunningReplies } from "./second-set/dunning-replies.ts";
import { mergeTicketsReplies } from "./second-set/merge-tickets-replies.ts";
import { scheduleReportReplies } from "./second-set/schedule-report-replies.ts";

export const secondSet: readonly ReplyCase[] = [
  mergeTicketsReplies,
  addWebhookReplies,
  dunningReplies,
  scheduleReportReplies,
  changeRoleReplies,
  alertSettingsReplies,
  discountCodeReplies,
  archiveProjectReplies,
];
