import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** What a system call trace says about the order of writing, flushing and answering. */
export interface TraceFindings {
  /** Answers that acknowledged events. */
  readonly acknowledgements: number;
  /** Of these, sent while something written to the database was not flushed to the disk. */
  readonly unflushed: number;
  readonly flushes: number;
}

/** Whether this machine has a tracer that may trace: some containers forbid it. */
export function canTrace(): boolean {
  return spawnSync("strace", ["-f", "-o", "/dev/null", "true"]).status === 0;
}

/** Runs a command with its file and socket writes noted in `path`, names of files included. */
export function tracer(path: string): readonly string[] {
  return ["strace", "-f", "-y", "-s", "600", "-e", "trace=write,writev,pwrite64,pwritev,fsync,fdatasync", "-o", path];
}

const DATABASE_WRITE = /\b(?:p?writev?|pwrite64)\(\d+<([^>]*usher\.db(?:-wal)?)>/;
const FLUSH_STARTED = /\bf(?:data)?sync\(\d+<([^>]*)>/;
const FLUSH_RESUMED = /<\.\.\. f(?:data)?sync resumed>/;
const SUCCEEDED = /= 0$/;
const ACKNOWLEDGEMENT = /\bwritev?\(\d+<(?:socket|TCP)[^>]*>.*\\"accepted\\":/;

/** A flush counts from its end, a write and an answer from their beginning: the strict reading of the order. */
export function readTrace(path: string): TraceFindings {
  const dirty = new Set<string>();
  /** Files being flushed, by thread. */
  const flushing = new Map<string, string>();
  let acknowledgements = 0;
  let unflushed = 0;
  let flushes = 0;
  const flushed = (file: string): void => {
    if (dirty.delete(file)) flushes += 1;
  };
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const thread = line.slice(0, line.indexOf(" "));
    const written = DATABASE_WRITE.exec(line)?.[1];
    const flushStarted = FLUSH_STARTED.exec(line)?.[1];
    if (written !== undefined) dirty.add(written);
    else if (flushStarted !== undefined && SUCCEEDED.test(line)) flushed(flushStarted);
    else if (flushStarted !== undefined) flushing.set(thread, flushStarted);
    else if (FLUSH_RESUMED.test(line) && SUCCEEDED.test(line)) flushed(flushing.get(thread) ?? "");
    else if (ACKNOWLEDGEMENT.test(line)) {
      acknowledgements += 1;
      if (dirty.size > 0) unflushed += 1;
    }
  }
  return { acknowledgements, unflushed, flushes };
}
