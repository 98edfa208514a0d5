import { expect, test } from "vitest";
import { newId } from "./new-id.ts";

test("ids are version 7 UUIDs, all different, and sort by when they were made", async () => {
  const earlier = Array.from({ length: 200 }, newId);
  await new Promise((resolve) => setTimeout(resolve, 5));
  const later = Array.from({ length: 200 }, newId);
  for (const id of earlier) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set([...earlier, ...later]).size).toBe(400);
  const last = [...earlier].sort().at(-1) ?? "";
  const first = [...later].sort()[0] ?? "";
  expect(last < first).toBe(true);
});
