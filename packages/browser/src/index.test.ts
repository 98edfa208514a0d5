import { expect, test } from "vitest";
import { Usher } from "./index.ts";

test("where there is no window, everything is quiet", async () => {
  Usher.init({ key: "pk_test", host: "http://localhost" });
  Usher.identify("u");
  Usher.track("x");
  Usher.reset();
  Usher.optOut();
  Usher.optIn();
  Usher.debug();
  Usher.shutdown();
  const stop = Usher.on("error", () => {});
  expect(stop()).toBeUndefined();
  await expect(Usher.preferences()).rejects.toMatchObject({ code: "not_running" });
});
