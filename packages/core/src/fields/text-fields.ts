import { type Field, wrongType } from "./field.ts";
import { type Reading, report } from "./input-problem.ts";
import { didYouMean } from "./suggest.ts";

/** Longest text of a rule unless a field says otherwise, code points. */
export const TEXT_MAX = 200;

export interface TextLimits {
  readonly max?: number;
}

export function textField(description: string, { max = TEXT_MAX }: TextLimits = {}): Field<string> {
  const accepts = max === TEXT_MAX ? "text" : `text of at most ${max} characters`;
  return {
    required: true,
    description,
    accepts,
    schema: { type: "string", maxLength: max, pattern: "\\S", description },
    read: (value, path, reading) => readText(value, path, reading, accepts, max),
  };
}

/** One of a closed set of words. */
export function choiceField<Choice extends string>(description: string, choices: readonly Choice[]): Field<Choice> {
  const accepts = choices.map((choice) => `"${choice}"`).join(", ");
  return {
    required: true,
    description,
    accepts,
    schema: { enum: choices, description },
    read(value, path, reading) {
      if (typeof value !== "string") return wrongType(reading, path, `one of ${accepts}`, value);
      const choice = choices.find((each) => each === value);
      return choice ?? report(reading, path, "not_a_choice", `"${cut(value)}": ${didYouMean(value, choices)}`);
    },
  };
}

/** A name that other places refer to. */
export function idField(description: string, pattern: RegExp, words: string): Field<string> {
  return {
    required: true,
    description,
    accepts: words,
    schema: { type: "string", pattern: pattern.source, description },
    read(value, path, reading) {
      if (typeof value !== "string") return wrongType(reading, path, words, value);
      return pattern.test(value) ? value : report(reading, path, "invalid_id", `"${cut(value)}": write ${words}`);
    },
  };
}

export function readText(
  value: unknown,
  path: string,
  reading: Reading,
  accepts: string,
  max: number = TEXT_MAX,
): string | undefined {
  if (typeof value !== "string") return wrongType(reading, path, accepts, value);
  if (value.trim() === "") return report(reading, path, "empty", "write at least one character");
  const length = Array.from(value).length;
  if (length > max) return report(reading, path, "too_long", `write at most ${max} characters, not ${length}`);
  return value;
}

/** What a message quotes stays readable, whatever was sent. */
export function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
