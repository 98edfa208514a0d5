import { availableParallelism } from "node:os";

/** What a figure was measured on; without it a figure means nothing. */
export interface Machine {
  readonly cores: number;
  /** e.g. "20.20.2" */
  readonly node: string;
  readonly platform: string;
}

export function describeMachine(): Machine {
  return {
    cores: availableParallelism(),
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
  };
}
