import { InvalidArgumentError } from "commander";

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** `90s`, `30m`, `24h`, `7d` or `0`, in seconds. Throws InvalidArgumentError, which names the option. */
export function parseDuration(text: string): number {
  if (text === "0") return 0;
  const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  const factor = SECONDS[unit ?? ""];
  if (count !== undefined && factor !== undefined) return Number(count) * factor;
  throw new InvalidArgumentError("Write a duration such as 30m, 24h, 7d or 0.");
}
