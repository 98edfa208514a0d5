import { bookRoomReplies } from "./first-set/book-room-replies.ts";
import { importContactsReplies } from "./first-set/import-contacts-replies.ts";
import { paymentMethodReplies } from "./first-set/payment-method-replies.ts";
import { recurringInvoiceReplies } from "./first-set/recurring-invoice-replies.ts";
import { refundOrderReplies } from "./first-set/refund-order-replies.ts";
import { requestLeaveReplies } from "./first-set/request-leave-replies.ts";
import { restoreVersionReplies } from "./first-set/restore-version-replies.ts";
import { swapShiftReplies } from "./first-set/swap-shift-replies.ts";
import type { ReplyCase } from "./reply-case.ts";

export const firstSet: readonly ReplyCase[] = [
  refundOrderReplies,
  swapShiftReplies,
  paymentMethodReplies,
  recurringInvoiceReplies,
  bookRoomReplies,
  importContactsReplies,
  requestLeaveReplies,
  restoreVersionReplies,
];
