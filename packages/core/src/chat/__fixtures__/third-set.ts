import type { ReplyCase } from "./reply-case.ts";
import { connectPrinterReplies } from "./third-set/connect-printer-replies.ts";
import { customFieldReplies } from "./third-set/custom-field-replies.ts";
import { customerGroupReplies } from "./third-set/customer-group-replies.ts";
import { planNewsletterReplies } from "./third-set/plan-newsletter-replies.ts";
import { requireTwoFactorReplies } from "./third-set/require-two-factor-replies.ts";
import { returnPurchaseReplies } from "./third-set/return-purchase-replies.ts";
import { sortMessagesReplies } from "./third-set/sort-messages-replies.ts";
import { storageHelpReplies } from "./third-set/storage-help-replies.ts";

export const thirdSet: readonly ReplyCase[] = [
  requireTwoFactorReplies,
  storageHelpReplies,
  planNewsletterReplies,
  sortMessagesReplies,
  connectPrinterReplies,
  returnPurchaseReplies,
  customFieldReplies,
  customerGroupReplies,
];
