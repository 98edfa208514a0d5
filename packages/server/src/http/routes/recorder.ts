import type { Hono } from "hono";
import * as z from "zod";
import { authoriseServer } from "../authorise-server.ts";
import type { HttpDependencies, HttpEnv } from "../dependencies.ts";
import { parseBody, readJson } from "../read-json.ts";

export const approveDeviceRequest: z.ZodType<{ readonly user_code: string }> = z.strictObject({
  user_code: z.string().min(8).max(20),
});
export const deviceTokenRequest: z.ZodType<{ readonly device_code: string }> = z.strictObject({
  device_code: z.string().min(1).max(100),
});

/** `/v1/device`: a recorder asks for a key; `POST /v1/admin/products/:id/devices`: an operator says yes. */
export function recorderRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { pairings } = dependencies;

  app.post("/v1/device/start", (context) => {
    const { deviceCode, userCode, expiresInS, intervalS } = pairings.start();
    return context.json({
      device_code: deviceCode,
      user_code: userCode,
      verification: `usher recorder approve ${userCode}`,
      expires_in_s: expiresInS,
      interval_s: intervalS,
    });
  });

  app.post("/v1/device/token", async (context) => {
    const { device_code } = parseBody(deviceTokenRequest, await readJson(context.req.raw));
    const pairing = await pairings.exchange(device_code);
    if (pairing.status === "pending") return context.json({ status: "pending", interval_s: pairing.intervalS }, 202);
    const { status, token, productId, expiresInS } = pairing;
    return context.json({
      status,
      token,
      product_id: productId,
      scopes: ["golden_paths:write"],
      expires_in_s: expiresInS,
    });
  });

  app.post("/v1/admin/products/:id/devices", async (context) => {
    const productId = context.req.param("id");
    const { product } = authoriseServer(context, dependencies, { scope: "products:write", productId });
    const { user_code } = parseBody(approveDeviceRequest, await readJson(context.req.raw));
    pairings.approve(user_code, product.id);
    return context.json({ product_id: product.id });
  });
}
