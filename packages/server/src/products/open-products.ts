import {
  type ChangeProductRequest,
  type CreateProductRequest,
  type ProductWire,
  type RegisterProductReply,
  type RotateReply,
  type RotateRequest,
  UsherError,
} from "@usher/core";
import { changeProductRequest, createProductRequest, rotateRequest } from "@usher/core/schema";
import type * as z from "zod";
import type { ResolvedConfig } from "../config/config.ts";
import { productsToWire, registeredToWire } from "../http/product-to-wire.ts";
import { openRegistry } from "./open-registry.ts";
import { createProductAdmin, DEFAULT_OVERLAP_MS } from "./product-admin.ts";

/** What can be done to products from outside a server, in the words of its wire. */
export interface ProductDesk {
  create(request: CreateProductRequest): Promise<RegisterProductReply>;
  change(productId: string, request: ChangeProductRequest): Promise<ProductWire>;
  rotate(productId: string, request: RotateRequest): Promise<RotateReply>;
  list(): Promise<readonly ProductWire[]>;
  close(): Promise<void>;
}

/**
 * Opens the products of a data directory that no server owns (`data_dir_locked` otherwise: then the server is to be asked,
 * `readLocalAdmin`).
 * @param options.create Whether to make the directory when there is none. Without, `data_dir_missing`.
 */
export function openProducts(config: ResolvedConfig, options: { readonly create: boolean }): Promise<ProductDesk> {
  return openRegistry(config, { mustExist: !options.create }, async ({ store, sealer, clock, products, close }) => {
    const configured = new Set(config.products.map(({ id }) => id));
    const onChange = products.reload;
    const admin = createProductAdmin({ store: store.products, sealer, now: clock.now, configured, onChange });
    const base = baseOf(config);
    const describe = (only?: string) => productsToWire(base, { config, products, store, clock }, only);

    return {
      async create(request) {
        const { product_id, contact_email, origins, webhook_secret } = check(createProductRequest, request);
        const registered = await admin.register({
          productId: product_id,
          ...(contact_email === undefined ? {} : { contactEmail: contact_email }),
          ...(origins === undefined ? {} : { origins }),
          ...(webhook_secret === undefined ? {} : { webhookSecret: webhook_secret }),
        });
        return registeredToWire(base, registered);
      },
      async change(productId, request) {
        const { contact_email, origins } = check(changeProductRequest, request);
        await admin.change(productId, {
          ...(contact_email === undefined ? {} : { contactEmail: contact_email }),
          ...(origins === undefined ? {} : { origins }),
        });
        const [product] = await describe(productId);
        return product as ProductWire;
      },
      async rotate(productId, request) {
        const { what, overlap_s } = check(rotateRequest, request);
        const overlapMs = overlap_s === undefined ? DEFAULT_OVERLAP_MS : overlap_s * 1_000;
        const value =
          what === "webhook"
            ? await admin.rotateWebhookSecret(productId, overlapMs)
            : (await admin.rotateKind(productId, what, overlapMs)).key;
        return { product_id: productId, what, value, old_works_until: clock.now() + overlapMs };
      },
      list: () => describe(),
      close,
    };
  });
}

/** Where the server will be, as far as the configuration tells. */
function baseOf({ server: { publicUrl, host, port } }: ResolvedConfig): string {
  if (publicUrl !== null) return publicUrl.replace(/\/+$/, "");
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

function check<Value>(schema: z.ZodType<Value>, value: Value): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new UsherError("body_invalid", lines.join("\n"));
}
