import type * as z from "zod";
import type { ProblemCode } from "../problem.ts";

/** Who may ask. `source`: whatever the vendor's client sends — a key in the body, basic auth, or a signature. */
export type Access = "public" | "publishable" | "session" | "secret" | "admin" | "metrics" | "source";

export interface Parameter {
  readonly name: string;
  readonly in: "query" | "header";
  readonly about: string;
  readonly required?: boolean;
  readonly example?: string;
}

/** One route, in words and schemas: what `/openapi.json` and `/docs` are made of. */
export interface RouteDescription {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** As it is registered: `/v1/offers/:id/outcome`. */
  readonly path: string;
  readonly group:
    | "Pages"
    | "Stream"
    | "Copilots"
    | "Products and keys"
    | "Golden paths"
    | "Sources"
    | "Webhooks"
    | "Bridges"
    | "Operation";
  readonly title: string;
  readonly about: string;
  /** The first is what examples use. */
  readonly access: readonly [Access, ...Access[]];
  /** What a secret key must be allowed. */
  readonly scope?: string;
  readonly parameters?: readonly Parameter[];
  /** The schema that checks the body; `name` is its name in the document. */
  readonly body?: { readonly name: string; readonly schema: z.ZodType; readonly example: unknown };
  /** Bodies that are a vendor's, in words. */
  readonly foreignBody?: string;
  readonly reply: {
    /** Default 200. */
    readonly status?: number;
    readonly about: string;
    /** Default `application/json`; null: no content. */
    readonly type?: string | null;
    readonly example?: unknown;
    /** Answers with another status that are no Problem, in words. */
    readonly others?: Readonly<Record<number, string>>;
  };
  /** What can go wrong beyond what can everywhere. */
  readonly problems?: readonly ProblemCode[];
}
