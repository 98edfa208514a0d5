import type { Source, SourceRequest, SourceResult } from "@usher/integrations/sources";
import type { IngestReply } from "../../../ingest/ingest.ts";
import { isBot } from "../../../ingest/is-bot.ts";
import { nodeSourceTools } from "../../../ingest/node-source-tools.ts";
import { settingsOf } from "../../../ingest/source-settings.ts";
import type { HttpContext, HttpDependencies, Product } from "../../dependencies.ts";
import type { HttpProblem } from "../../problem.ts";
import { authoriseSender } from "./authorise-sender.ts";
import { problemOf } from "./source-problem.ts";

/**
 * A request of a vendor's client library: its key, somewhere in the request, chooses the product. Resolves when what was
 * accepted is durable. Throws HttpProblem.
 */
export async function receiveFromClient(
  context: HttpContext,
  dependencies: HttpDependencies,
  source: Source,
  request: SourceRequest,
): Promise<IngestReply> {
  const { id } = source.manifest;
  const first = source.parse(request, {}, nodeSourceTools);
  const problem = problemOf(first);
  // A body that cannot be read names no key, so what is wrong with it is all there is to say.
  if (problem !== undefined && first.key === undefined) throw refused(dependencies, id, problem);
  const product = authoriseSender(context, dependencies, id, first.key);
  if (problem !== undefined) throw refused(dependencies, id, problem);
  const { options } = settingsOf(product, id);
  const hasOptions = Object.keys(options).length > 0;
  const result = hasOptions ? source.parse(request, options, nodeSourceTools) : first;
  const again = hasOptions ? problemOf(result) : undefined;
  if (again !== undefined) throw refused(dependencies, id, again);
  const fromPage = context.req.header("origin") !== undefined;
  return accept(dependencies, product, source, result, request, fromPage);
}

/** What a source read for a product that is known already. */
export function accept(
  { ingest }: HttpDependencies,
  product: Product,
  { manifest }: Source,
  result: SourceResult,
  { headers, receivedAt }: SourceRequest,
  fromPage: boolean,
): Promise<IngestReply> {
  // Servers have user agents of their own, which say nothing about people.
  const automated = fromPage && isBot(headers["user-agent"]);
  return ingest.accept(product, manifest.id, result, receivedAt, { isBot: automated });
}

function refused({ metrics }: HttpDependencies, sourceId: string, problem: HttpProblem): HttpProblem {
  metrics.received(sourceId, 1);
  metrics.events({ result: "rejected", source: sourceId, reason: problem.code });
  return problem;
}
