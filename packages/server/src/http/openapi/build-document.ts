import * as z from "zod";
import { PROBLEM_STATUS } from "../problem.ts";
import { problemsOf } from "./problems-of.ts";
import type { Access, RouteDescription } from "./route-description.ts";

type Json = Readonly<Record<string, unknown>>;

export interface OpenApiDocument {
  readonly openapi: "3.1.0";
  readonly info: Json;
  readonly servers: readonly Json[];
  readonly tags: readonly Json[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Json>>;
    readonly securitySchemes: Readonly<Record<string, Json>>;
  };
}

const bearer = (description: string): Json => ({ type: "http", scheme: "bearer", description });

const SECURITY_SCHEMES: Readonly<Record<Exclude<Access, "public">, Json>> = {
  publishable: bearer("`pk_…`, from one of the product's origins."),
  session: bearer("The token that `POST /v1/session` returned."),
  secret: bearer("`sk_…` or `rk_…`, from a backend."),
  admin: bearer("The admin key; also as `X-Admin-Key`."),
  metrics: bearer("The metrics token."),
  source: {
    type: "apiKey",
    in: "header",
    name: "x-webhook-signature",
    description: "Whatever the vendor's client sends.",
  },
};

const problem: Json = {
  type: "object",
  description: "An answer other than success (RFC 9457). `code` is stable, `detail` is for people.",
  required: ["type", "title", "status", "code", "detail", "request_id"],
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", enum: Object.keys(PROBLEM_STATUS) },
    detail: { type: "string" },
    request_id: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["path", "code", "detail"],
        properties: { path: { type: "string" }, code: { type: "string" }, detail: { type: "string" } },
      },
    },
  },
};

/** The OpenAPI 3.1 document of the routes. Bodies come from the schemas that check them, so the two cannot differ. */
export function buildDocument(routes: readonly RouteDescription[], url: string): OpenApiDocument {
  const schemas: Record<string, Json> = { Problem: problem };
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    if (route.body !== undefined) schemas[route.body.name] = jsonSchema(route.body.schema);
    const path = openApiPath(route.path);
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Usher",
      version: "1",
      summary: "Events in, a labelled stream and offers out.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url }],
    tags: [...new Set(routes.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    components: { schemas, securitySchemes: SECURITY_SCHEMES },
  };
}

/** `/v1/offers/:id/outcome` → `/v1/offers/{id}/outcome`; what stands for any rest is `{rest}`. */
export function openApiPath(path: string): string {
  return path.replace(/:(\w+)/g, "{$1}").replace(/\*$/, "{rest}");
}

/** `post-v1-offers-id-outcome`: unique, and the anchor on the page. */
export function operationId({ method, path }: RouteDescription): string {
  return `${method}${path.replace(/\*$/, "rest").replace(/[^a-z0-9]+/gi, "-")}`.replace(/-+$/, "");
}

function operation(route: RouteDescription): Json {
  const { group, title, about, access, scope, parameters = [], body, foreignBody, reply } = route;
  const inPath = [...openApiPath(route.path).matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const others = parameters.map(({ name, in: where, about: description, required = false, example }) => ({
    name,
    in: where,
    required,
    description,
    schema: { type: "string" },
    ...(example === undefined ? {} : { example }),
  }));
  return {
    operationId: operationId(route),
    tags: [group],
    summary: title,
    description: scope === undefined ? about : `${about}\n\nSecret keys need the scope \`${scope}\`.`,
    security: access.map((each) => (each === "public" ? {} : { [each]: [] })),
    parameters: [...inPath, ...others],
    ...requestBody(body, route.method === "get" ? undefined : foreignBody),
    responses: {
      [reply.status ?? 200]: {
        description: reply.about,
        ...(reply.type === null ? {} : { content: { [reply.type ?? "application/json"]: contentOf(reply) } }),
      },
      ...withOthers(problemResponses(route), reply.others ?? {}),
    },
  };
}

function requestBody(body: RouteDescription["body"], foreign: string | undefined): Json {
  if (body !== undefined) {
    const schema = { $ref: `#/components/schemas/${body.name}` };
    return { requestBody: { required: true, content: { "application/json": { schema, example: body.example } } } };
  }
  if (foreign === undefined) return {};
  return { requestBody: { required: true, description: foreign, content: { "application/json": { schema: {} } } } };
}

function contentOf({ type, example }: RouteDescription["reply"]): Json {
  const schema = type === undefined ? { type: "object" } : { type: "string" };
  return example === undefined ? { schema } : { schema, example };
}

function problemResponses(route: RouteDescription): Readonly<Record<string, Json>> {
  const codes = problemsOf(route);
  const statuses = [...new Set([...codes].map((code) => PROBLEM_STATUS[code]))].sort((left, right) => left - right);
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: [...codes]
          .filter((code) => PROBLEM_STATUS[code] === status)
          .map((code) => `\`${code}\``)
          .join(", "),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}

/** Statuses without content of their own (204, 304) have none; where a status is a Problem as well, either can come. */
function withOthers(problems: Readonly<Record<string, Json>>, others: Readonly<Record<number, string>>): Json {
  const added = Object.entries(others).map(([status, about]) => {
    const problem = problems[status];
    const own = status === "304" ? {} : { "application/json": { schema: {} } };
    const description = problem === undefined ? about : `${about} Or ${problem.description}`;
    return [status, { description, content: { ...own, ...(problem?.content as Json | undefined) } }];
  });
  return { ...problems, ...Object.fromEntries(added) };
}

function jsonSchema(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return rest;
}
