import { cancelAppointmentReplies } from "./fourth-set/cancel-appointment-replies.ts";
import { classGradesReplies } from "./fourth-set/class-grades-replies.ts";
import { expenseClaimReplies } from "./fourth-set/expense-claim-replies.ts";
import { menuItemReplies } from "./fourth-set/menu-item-replies.ts";
import { meterReadingReplies } from "./fourth-set/meter-reading-replies.ts";
import { shareBoardReplies } from "./fourth-set/share-board-replies.ts";
import { stocktakeReplies } from "./fourth-set/stocktake-replies.ts";
import { volunteerShiftReplies } from "./fourth-set/volunteer-shift-replies.ts";
import type { ReplyCase } from "./reply-case.ts";

export const fourthSet: readonly ReplyCase[] = [
  shareBoardReplies,
  cancelAppointmentReplies,
  stocktakeReplies,
  expenseClaimReplies,
  classGradesReplies,
  menuItemReplies,
  meterReadingReplies,
  volunteerShiftReplies,
];
