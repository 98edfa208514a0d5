import { expect, test } from "vitest";
import { runCliIn } from "../run-cli.ts";
import { recordingContext } from "../testing/recording-context.ts";

test("a moment that cannot be read is said to be so", async () => {
  const context = recordingContext();
  const argv = ["tail", "--url", "http://127.0.0.1:1", "--key", "sk_x", "--product", "app", "--since", "banana"];
  expect(await runCliIn(context, argv)).toBe(1);
  expect(context.errors.join("\n")).toContain("--since");
  expect(context.errors.join("\n")).toContain("30m, 24h");
});
