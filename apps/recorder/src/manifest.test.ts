import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const manifest = JSON.parse(readFileSync(new URL("../public/manifest.json", import.meta.url), "utf8"));
const root = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

describe("the manifest", () => {
  test("asks for nothing that the recorder does not use", () => {
    expect(manifest.manifest_version).toBe(3);
    expect(manifest.permissions).toEqual(["activeTab", "scripting", "sidePanel", "storage"]);
    expect(manifest.version).toBe(root.version);
  });

  test("looks at no site unasked: leave is given site by site", () => {
    expect(manifest).not.toHaveProperty("host_permissions");
    expect(manifest).not.toHaveProperty("content_scripts");
    expect(manifest.optional_host_permissions).toEqual(["https://*/*", "http://127.0.0.1/*", "http://localhost/*"]);
  });

  test("no page and no other extension can talk to it or load its files", () => {
    expect(manifest).not.toHaveProperty("externally_connectable");
    expect(manifest).not.toHaveProperty("web_accessible_resources");
  });

  test("runs its own code only, and talks to servers alone", () => {
    const policy: string = manifest.content_security_policy.extension_pages;
    const directives = Object.fromEntries(
      policy.split("; ").map((directive) => {
        const [name = "", ...values] = directive.split(" ");
        return [name, values.join(" ")];
      }),
    );
    expect(directives).toEqual({
      "default-src": "'none'",
      "script-src": "'self'",
      "style-src": "'self'",
      "img-src": "'self'",
      "connect-src": "https: http://127.0.0.1:* http://localhost:*",
      "base-uri": "'none'",
      "form-action": "'none'",
      "frame-ancestors": "'none'",
    });
  });
});
