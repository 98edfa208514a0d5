import type { Hono } from "hono";
import { exportLines } from "../../../privacy/export-lines.ts";
import { authoriseServer } from "../../authorise-server.ts";
import type { HttpDependencies, HttpEnv } from "../../dependencies.ts";

/** Text sent at once: a line alone would be a packet alone. */
const CHUNK_CHARS = 64 * 1_024;

/**
 * `GET /v1/admin/export?product=…&user=…`: JSON Lines of everything that is kept, of a user or of the product; the last
 * line is the manifest. Needs an admin key, or one with `users:export`.
 */
export function adminExportRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { store, clock, log, isStopping } = dependencies;

  app.get("/v1/admin/export", (context) => {
    const { product: named, user } = context.req.query();
    const wanted = named === undefined ? {} : { productId: named };
    const { product, key } = authoriseServer(context, dependencies, { scope: "users:export", ...wanted });
    const requestId = context.get("requestId");
    log.info(
      { requestId, productId: product.id, by: key.kind, scope: user === undefined ? "product" : "user" },
      "export",
    );
    const rows =
      user === undefined ? store.activity.exportProduct(product.id) : store.activity.exportUser(product.id, user);
    const subject = { productId: product.id, ...(user === undefined ? {} : { userId: user }), at: clock.now() };
    const body = toStream(exportLines(rows, subject), isStopping, (error) => {
      log.error({ requestId, productId: product.id, error: String(error) }, "export failed");
    });
    return context.body(body, 200, {
      "content-type": "application/x-ndjson; charset=utf-8",
      "content-disposition": `attachment; filename="${product.id}.jsonl"`,
    });
  });
}

/** Reads on only when the reader has taken what there was. What ends early lacks its last line. */
function toStream(
  lines: AsyncIterable<string>,
  isStopping: () => boolean,
  onError: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const iterator = lines[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          let text = "";
          while (text.length < CHUNK_CHARS) {
            if (isStopping()) throw new Error("the server stops");
            const next = await iterator.next();
            if (next.done === true) {
              if (text !== "") controller.enqueue(encoder.encode(text));
              controller.close();
              return;
            }
            text += next.value;
          }
          controller.enqueue(encoder.encode(text));
        } catch (error) {
          onError(error);
          controller.error(error);
        }
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
