import { foldCase } from "./fold-case.ts";

/**
 * Position of the first label the user's message repeats: the same text apart from case and surrounding white
 * space. Null when there is none; a blank message or label never matches.
 */
export function matchQuickReplyLabel(message: string | null, labels: readonly (string | null)[]): number | null {
  const wanted = comparable(message);
  if (wanted === "") return null;
  const index = labels.findIndex((label) => comparable(label) === wanted);
  return index === -1 ? null : index;
}

/** Which of two labels the message repeats; `Yes` and `No` unless others were shown. */
export function messagesMatchQuickReplyPair(
  message: string | null,
  yesLabel: string | null = "Yes",
  noLabel: string | null = "No",
): "yes" | "no" | null {
  const index = matchQuickReplyLabel(message, [yesLabel, noLabel]);
  return index === null ? null : index === 0 ? "yes" : "no";
}

function comparable(text: string | null): string {
  return foldCase((text ?? "").trim());
}
