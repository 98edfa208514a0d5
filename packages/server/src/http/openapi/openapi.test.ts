import { describe, expect, test } from "vitest";
import { apiDescription } from "./api-description.ts";
import { buildDocument, operationId } from "./build-document.ts";
import { renderDocs } from "./render-docs.ts";

const document = buildDocument(apiDescription, "https://usher.example.com");
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    path,
    method,
    operation: operation as unknown as Operation,
  })),
);

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: object;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<
    Record<
      string,
      { readonly description: string; readonly content?: Readonly<Record<string, { readonly schema: object }>> }
    >
  >;
}

describe("the document", () => {
  test("is JSON: what is written is what was meant", () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document).sort()).toEqual(["components", "info", "openapi", "paths", "servers", "tags"]);
  });

  test("has every described route once, under its own id", () => {
    expect(operations).toHaveLength(apiDescription.length);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9A-Z_-]+$/);
  });

  test.each(operations.map((each) => [`${each.method} ${each.path}`, each] as const))(
    "%s is well formed",
    (_, each) => {
      const { path, method, operation } = each;
      expect(path).toMatch(/^(\/([A-Za-z0-9._-]+|\{\w+\}))+$/);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(operation.parameters.filter((one) => one.in === "path").map(({ name }) => name)).toEqual(named);
      for (const parameter of operation.parameters) {
        expect(["path", "query", "header"]).toContain(parameter.in);
        expect(parameter.schema).toEqual({ type: "string" });
        if (parameter.in === "path") expect(parameter.required).toBe(true);
      }
      expect(document.tags.map(({ name }) => name)).toContain(operation.tags[0]);
      for (const scheme of operation.security.flatMap((one) => Object.keys(one))) {
        expect(Object.keys(document.components.securitySchemes)).toContain(scheme);
      }
      if (method === "get") expect(operation.requestBody).toBeUndefined();
      const statuses = Object.keys(operation.responses);
      expect(statuses.some((status) => status.startsWith("2"))).toBe(true);
      expect(statuses).toEqual(expect.arrayContaining(["429", "500", "503"]));
      for (const [status, response] of Object.entries(operation.responses)) {
        expect(status).toMatch(/^[2-5]\d\d$/);
        expect(response.description).not.toBe("");
      }
    },
  );

  test("every reference leads somewhere, and nothing in it is unused", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, target]) => target as string,
    );
    const own = references.filter((target) => target.startsWith("#/components/schemas/"));
    const names = Object.keys(document.components.schemas);
    expect(new Set(own)).toEqual(new Set(names.map((name) => `#/components/schemas/${name}`)));
    expect(references.filter((target) => !target.startsWith("#/components/schemas/"))).toEqual([]);
  });

  test("schemas are JSON Schema with types that exist", () => {
    const types = new Set(["object", "array", "string", "number", "integer", "boolean", "null"]);
    const walk = (node: unknown): void => {
      if (Array.isArray(node)) return node.forEach(walk);
      if (typeof node !== "object" || node === null) return;
      const { type, required, properties } = node as { type?: unknown; required?: unknown; properties?: unknown };
      if (typeof type === "string") expect(types).toContain(type);
      if (Array.isArray(required)) for (const name of required) expect(Object.keys(properties ?? {})).toContain(name);
      for (const value of Object.values(node)) walk(value);
    };
    const { properties: _, ...problem } = document.components.schemas.Problem as Record<string, unknown>;
    for (const [name, schema] of Object.entries(document.components.schemas)) if (name !== "Problem") walk(schema);
    expect(problem.required).toContain("code");
    const outcome = document.components.schemas.OutcomeRequest as {
      anyOf?: unknown;
      oneOf?: unknown;
      properties?: unknown;
    };
    expect(outcome.properties ?? outcome.anyOf ?? outcome.oneOf).toBeDefined();
  });
});

test.each(
  apiDescription.flatMap((route) => (route.body === undefined ? [] : [[operationId(route), route.body] as const])),
)("the example of %s passes the schema that checks requests", (_, body) => {
  expect(body.schema.safeParse(body.example).error?.issues).toBeUndefined();
});

describe("the page", () => {
  const page = renderDocs(apiDescription, document, "https://usher.example.com");

  test("shows every route at its anchor, and every anchor it links to exists", () => {
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const route of apiDescription) expect(ids).toContain(operationId(route));
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
    expect([...page.matchAll(/ id="/g)]).toHaveLength(ids.size);
  });

  test("loads nothing and runs nothing", () => {
    expect(page).not.toMatch(/<(script|img|link|iframe|object|embed)\b/i);
    expect(page).not.toMatch(/ (src|style|on\w+)=/i);
    expect(page).not.toMatch(/url\(|@import/);
  });

  test("what a description says cannot become markup", () => {
    const evil = {
      ...(apiDescription[0] as (typeof apiDescription)[number]),
      title: '<img src=x onerror="1">',
      about: "a & <b>",
    };
    const shown = renderDocs([evil], buildDocument([evil], "https://x"), 'https://x"><script>');
    expect(shown).not.toMatch(/<(img|b|script)\b/);
    expect(shown).toContain("a &amp; &lt;b&gt;");
  });
});
