"use client";
import type { UsherClient } from "@usher/browser";
import { useUsherContext } from "./usher-context.ts";

/** The client of the provider above: `useUsher().track("report_exported")`. Always the same one. */
export function useUsher(): UsherClient {
  return useUsherContext("useUsher").client;
}
