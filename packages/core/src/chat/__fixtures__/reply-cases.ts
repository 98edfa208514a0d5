import { bulkEditReplies } from "./bulk-edit-replies.ts";
import { cancelInvoiceReplies } from "./cancel-invoice-replies.ts";
import { connectDataSourceReplies } from "./connect-data-source-replies.ts";
import { exportInvoicesReplies } from "./export-invoices-replies.ts";
import { inviteTeamReplies } from "./invite-team-replies.ts";
import type { ReplyCase } from "./reply-case.ts";
import { singleSignOnReplies } from "./single-sign-on-replies.ts";

export const replyCases: readonly ReplyCase[] = [
  bulkEditReplies,
  connectDataSourceReplies,
  inviteTeamReplies,
  exportInvoicesReplies,
  singleSignOnReplies,
  cancelInvoiceReplies,
];
