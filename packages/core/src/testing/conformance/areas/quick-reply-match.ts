import { matchQuickReplyLabel, messagesMatchQuickReplyPair } from "../../../triggers/quick-reply-match.ts";
import type { ConformanceArea } from "../area.ts";
import { unknownFunction } from "../unknown-function.ts";

type Text = string | null;

export const quickReplyMatch: ConformanceArea = {
  area: "quick_reply_match",
  run(fn, input) {
    const message = (input.message ?? null) as Text;
    if (fn === "match_quick_reply_label") return matchQuickReplyLabel(message, input.labels as Text[]);
    if (fn === "messages_match_quick_reply_pair") {
      return messagesMatchQuickReplyPair(message, input.yes_label as Text, input.no_label as Text);
    }
    return unknownFunction(fn);
  },
};
