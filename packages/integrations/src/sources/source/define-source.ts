import { checkOptions } from "./check-options.ts";
import { type Collector, createCollector } from "./collector.ts";
import type { SourceManifest } from "./manifest.ts";
import type { Source, SourceOptions, SourceRequest, SourceTools } from "./source.ts";

export interface SourceDefinition {
  readonly manifest: SourceManifest;
  /** Reads one request into `found`. Called with options that were checked. */
  read(request: SourceRequest, options: SourceOptions, tools: SourceTools, found: Collector): void;
}

/** Makes the part every source has in common: options are checked first, and nothing is ever thrown. */
export function defineSource({ manifest, read }: SourceDefinition): Source {
  /** Options stay the same object for the life of a configuration: checked once. */
  const fine = new WeakSet<SourceOptions>();
  return {
    manifest,
    parse(request, options, tools) {
      const found = createCollector(request.receivedAt);
      if (!fine.has(options)) {
        const problems = checkOptions(manifest, options);
        for (const { code, detail, path } of problems) found.problem(code, detail, path);
        if (problems.length > 0) return found.result();
        fine.add(options);
      }
      try {
        read(request, options, tools, found);
        return found.result();
      } catch (error) {
        // A request must not be able to stop the server, whatever was overlooked. The name says enough to find it.
        const failed = createCollector(request.receivedAt);
        failed.problem("unexpected", `Reading failed: ${error instanceof Error ? error.name : typeof error}.`);
        return failed.result();
      }
    },
  };
}
