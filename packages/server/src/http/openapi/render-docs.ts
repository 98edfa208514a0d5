import { type OpenApiDocument, openApiPath, operationId } from "./build-document.ts";
import { DOCS_STYLE } from "./docs-style.ts";
import { exampleRequest } from "./example-request.ts";
import type { Access, RouteDescription } from "./route-description.ts";

const WHO: Readonly<Record<Access, string>> = {
  public: "anybody",
  publishable: "the publishable key, from one of the product's origins",
  session: "the session token",
  secret: "a secret key",
  admin: "an admin key",
  metrics: "the metrics token",
  source: "the source's own credential",
};

/** The page at `/docs`: everything in it, nothing to load, readable without scripts. */
export function renderDocs(routes: readonly RouteDescription[], document: OpenApiDocument, url: string): string {
  const groups = [...new Set(routes.map(({ group }) => group))];
  const of = (group: string): readonly RouteDescription[] => routes.filter((route) => route.group === group);
  const contents = groups.map(
    (group) =>
      `<h2>${text(group)}</h2><ul>${of(group)
        .map((route) => `<li><a href="#${operationId(route)}">${text(route.title)}</a></li>`)
        .join("")}</ul>`,
  );
  const sections = groups.map(
    (group) =>
      `<h2 id="${anchor(group)}">${text(group)}</h2>${of(group)
        .map((route) => article(route, document, url))
        .join("")}`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Usher HTTP API</title><style>${DOCS_STYLE}</style></head>
<body><a class="skip" href="#content">Skip to the routes</a>
<div class="page"><nav aria-label="Routes"><a href="#content"><strong>Usher HTTP API</strong></a>${contents.join("")}</nav>
<main id="content"><h1>Usher HTTP API</h1>
<p>What this server answers, made from the schemas that check its requests. For machines: <a href="/openapi.json">openapi.json</a>, OpenAPI 3.1.</p>
<p>An answer other than success is a problem (RFC 9457) with a stable <code>code</code> and the id of the request. Answers 429 and 503 say in <code>Retry-After</code> when to come back. Any request may meet <code>rate_limited</code>, <code>overloaded</code> and <code>internal</code>.</p>
${sections.join("")}</main></div></body></html>
`;
}

function article(route: RouteDescription, document: OpenApiDocument, url: string): string {
  const id = operationId(route);
  const { method, title, about, access, scope, body, foreignBody, reply, problems, parameters = [] } = route;
  const who = access.map((each) => WHO[each]).join(", or ");
  const allowed = scope === undefined ? "" : ` (scope <code>${text(scope)}</code>)`;
  const rows = parameters.map(
    ({ name, in: where, about: what }) =>
      `<tr><th scope="row"><code>${text(name)}</code></th><td class="soft">${where}</td><td>${words(what)}</td></tr>`,
  );
  const schema = body === undefined ? undefined : document.components.schemas[body.name];
  return `<article id="${id}" aria-labelledby="${id}-title"><h3 id="${id}-title"><a href="#${id}">${text(title)}</a></h3>
<p class="route"><span class="method ${method}">${method}</span><code>${text(openApiPath(route.path))}</code></p>
<p>${words(about)}</p><p class="soft">For ${text(who)}${allowed}.</p>
${rows.length === 0 ? "" : `<h4>Parameters</h4><table>${rows.join("")}</table>`}
${foreignBody === undefined || method === "get" ? "" : `<h4>Body</h4><p>${words(foreignBody)}</p>`}
<h4>Example</h4>${code(exampleRequest(route, url), `Example: ${title}`)}
<h4>Answer ${reply.status ?? 200}</h4><p>${words(reply.about)}</p>${
    reply.example === undefined ? "" : code(JSON.stringify(reply.example, null, 2), `Answer: ${title}`)
  }
${problems === undefined ? "" : `<p class="soft">Or ${problems.map((each) => `<code>${each}</code>`).join(", ")}.</p>`}
${schema === undefined ? "" : `<details><summary>Schema of the body</summary>${code(JSON.stringify(schema, null, 2), `Schema: ${title}`)}</details>`}
</article>`;
}

/** Focusable, so that what is too wide can be scrolled with the keyboard. */
function code(content: string, label: string): string {
  return `<pre tabindex="0" role="region" aria-label="${text(label)}"><code>${text(content)}</code></pre>`;
}

/** Escaped text in which `…` between backticks is code. */
function words(content: string): string {
  return text(content).replace(/`([^`]+)`/g, "<code>$1</code>");
}

function text(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function anchor(group: string): string {
  return `group-${group.toLowerCase().replaceAll(" ", "-")}`;
}
