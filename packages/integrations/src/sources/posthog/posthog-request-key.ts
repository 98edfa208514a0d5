import { firstText, isObject } from "../body/json-values.ts";
import type { SourceRequest, SourceTools } from "../source/source.ts";
import { readPosthogBody } from "./read-posthog-body.ts";

/** The project key of a request that carries no events, such as one for feature flags. */
export function posthogRequestKey(request: SourceRequest, tools: SourceTools): string | undefined {
  const body = readPosthogBody(request, tools);
  const fields = body.ok && isObject(body.value) ? body.value : undefined;
  return firstText(fields?.api_key, fields?.token, fields?.$token, request.query.api_key, request.query.token);
}
