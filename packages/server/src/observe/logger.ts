import { pino } from "pino";

/**
 * Fields first, a fixed lower-case message second; pino's shape, so pino is one. Ids, counts and reasons only: never
 * labels, texts, prompts or tokens. error = someone must act; warn = healed itself or lost something;
 * info = a decision, a delivery, start, stop; debug = everything else.
 */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

/** JSON lines on standard error, so that standard output stays for what the user asked for. */
export function createLogger(level: LogLevel): Logger {
  return pino(
    { level, base: null, redact: ["*.token", "*.secret", "*.authorization", "*.apiKey", "*.adminKey"] },
    pino.destination({ dest: 2, sync: false }),
  );
}

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
