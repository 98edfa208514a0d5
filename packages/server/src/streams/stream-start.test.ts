import { expect, test } from "vitest";
import { readStart } from "./stream-start.ts";

test.each([
  ["nothing said", {}, undefined, undefined],
  ["an empty header says nothing", {}, "", undefined],
  ["an empty since says nothing", { since: "" }, undefined, undefined],
  ["an empty after says nothing", { after: "" }, undefined, undefined],
  [
    "an empty since leaves after its word",
    { since: "", after: "7" },
    undefined,
    { type: "after", position: { epoch: "e", offset: 7 } },
  ],
  ["from the beginning", { since: "0" }, undefined, { type: "beginning" }],
  ["after is another name", { after: "0" }, undefined, { type: "beginning" }],
  ["an id", { since: "e:7" }, undefined, { type: "after", position: { epoch: "e", offset: 7 } }],
  ["an id of another history", { since: "x:7" }, undefined, { type: "after", position: { epoch: "x", offset: 7 } }],
  ["a bare position", { after: "7" }, undefined, { type: "after", position: { epoch: "e", offset: 7 } }],
  ["the header wins", { since: "0" }, "e:9", { type: "after", position: { epoch: "e", offset: 9 } }],
  ["something else", { since: "yesterday" }, undefined, { type: "unreadable" }],
  ["a header that is something else", {}, "1e9", { type: "unreadable" }],
] as const)("%s", (_, query, lastEventId, expected) => {
  expect(readStart(query, lastEventId, "e")).toEqual(expected);
});
