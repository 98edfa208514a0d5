import { sampleTrigger } from "@usher/core/testing";
import type { ProductConfig, ResolvedConfig, UsherConfig } from "../../src/config/config.ts";
import { loadConfig } from "../../src/config/load-config.ts";

export const KEY = "pk_test_projects";
export const SECRET_KEY = "sk_test_0123456789012345678901234567890123456789";
export const ORIGIN = "https://app.example.com";
export const PROJECTS = `${ORIGIN}/projects`;

export function sampleConfig(product: Partial<ProductConfig> = {}, rest: Partial<UsherConfig> = {}): ResolvedConfig {
  return loadConfig({
    file: {
      products: [
        {
          id: "projects",
          publishableKeys: [KEY],
          secretKeys: [SECRET_KEY],
          origins: [ORIGIN],
          triggers: [sampleTrigger()],
          ...product,
        },
        { id: "other", publishableKeys: ["pk_test_other"], origins: ["https://other.example.com"], triggers: [] },
      ],
      logLevel: "silent",
      ...rest,
    },
    environment: {},
    flags: { port: 0 },
  });
}
