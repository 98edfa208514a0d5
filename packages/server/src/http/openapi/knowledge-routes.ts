import { addDocumentRequest, previewRequest } from "../routes/admin/knowledge.ts";
import type { RouteDescription } from "./route-description.ts";

const own = ["admin", "secret"] as const;
const scope = "golden_paths:write";

/** The knowledge base: asked by copilots, filled by operators. */
export const knowledgeRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/knowledge-base/:product_id",
    group: "Copilots",
    title: "Ask the knowledge base",
    about: "Golden paths and pieces of documents that answer a question, the best first, with the words they matched.",
    access: ["secret", "admin"],
    scope: "context:read",
    parameters: [
      { name: "query", in: "query", about: "What is looked for, in anybody's words.", example: "export to excel" },
      { name: "top_k", in: "query", about: "Results at most. Default 3.", example: "3" },
    ],
    reply: {
      about: "`title` and `steps` of each result; `kind`, `text`, `source`, `score`, `coverage` and `matched` beside.",
    },
    problems: ["parameter_invalid"],
  },
  {
    method: "post",
    path: "/mcp",
    group: "Copilots",
    title: "Model Context Protocol",
    about: "Streamable HTTP without sessions, for agents: activity, memory, knowledge, the next step, explanations.",
    access: ["secret", "admin"],
    scope: "context:read",
    foreignBody: "A JSON-RPC message of the protocol, or up to 20 of them.",
    reply: {
      about: "The JSON-RPC answer.",
      others: {
        202: "Notifications are taken, and have no answer.",
        400: "A JSON-RPC error: this is no message of the protocol.",
        406: "A JSON-RPC error: `Accept` must name `application/json` and `text/event-stream`.",
      },
    },
  },
  {
    method: "get",
    path: "/v1/admin/products/:id/knowledge",
    group: "Golden paths",
    title: "List documents",
    about: "Of the knowledge base, with the number of pieces each is searched as.",
    access: own,
    scope,
    reply: { about: "The documents, and how many golden paths are searched with them." },
  },
  {
    method: "post",
    path: "/v1/admin/products/:id/knowledge",
    group: "Golden paths",
    title: "Add a document",
    about: "Markdown or HTML. The same name again takes the place of what was there.",
    access: own,
    scope,
    body: {
      name: "AddDocumentRequest",
      schema: addDocumentRequest,
      example: { name: "export.md", format: "markdown", content: "# Export\n1. Press **Download**." },
    },
    reply: { status: 201, about: "The document as it is searched." },
    problems: ["knowledge_empty", "knowledge_full"],
  },
  {
    method: "delete",
    path: "/v1/admin/products/:id/knowledge/:name",
    group: "Golden paths",
    title: "Delete a document",
    about: "Its pieces are no longer found.",
    access: own,
    scope,
    reply: { about: "Done.", type: null, status: 204 },
    problems: ["document_unknown"],
  },
  {
    method: "post",
    path: "/v1/admin/products/:id/knowledge/preview",
    group: "Golden paths",
    title: "Preview retrieval",
    about: "What sample questions find, and why.",
    access: own,
    scope,
    body: { name: "PreviewKnowledgeRequest", schema: previewRequest, example: { queries: ["how do I export?"] } },
    reply: { about: "Results by question." },
  },
];
