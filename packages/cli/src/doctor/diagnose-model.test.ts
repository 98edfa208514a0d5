import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { runCliIn } from "../run-cli.ts";
import { recordingContext } from "../testing/recording-context.ts";
import type { Finding } from "./finding.ts";

let double: Server | undefined;
afterEach(() => {
  double?.closeAllConnections();
  double?.close();
});

const piece = (content: string, finish: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`;
const END = piece("", "stop");

/** A double of an OpenAI-compatible server, and what the doctor finds of it. */
async function findings(status: number, chunks: readonly string[]): Promise<{ code: number; found: Finding[] }> {
  double = createServer((_request, response) => {
    response.writeHead(status, { "content-type": status === 200 ? "text/event-stream" : "application/json" });
    for (const chunk of chunks) response.write(chunk);
    response.end();
  });
  await new Promise<void>((resolve) => double?.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(double.address() as AddressInfo).port}/v1`;
  const context = recordingContext({ environment: { USHER_LLM_BASE_URL: baseUrl, USHER_LLM_MODEL: "double" } });
  const code = await runCliIn(context, ["doctor", "llm", "--json"]);
  return { code, found: (JSON.parse(context.printed.join("")) as { findings: Finding[] }).findings };
}

const bad = (found: readonly Finding[]): string[] =>
  found.filter(({ result }) => result !== "ok").map(({ check, result }) => `${check} ${result}`);

test("a model that streams and keeps to the how-to is in order", async () => {
  const { code, found } = await findings(200, [piece("Click **Export**, "), piece("then choose **CSV**."), END]);
  expect(bad(found)).toEqual([]);
  expect(found.map(({ check }) => check)).toEqual([
    "model",
    "first token",
    "whole reply",
    "streaming",
    "page text",
    "answer",
  ]);
  expect(code).toBe(0);
});

test.each<[string, number, readonly string[], readonly string[], number]>([
  ["obeys pages", 200, [piece("See https://bait.example "), piece("now."), END], ["page text warn", "answer warn"], 0],
  ["invents", 200, [piece("Click "), piece("**Download**."), END], ["answer warn"], 0],
  ["does not stream", 200, [piece("Click **Export**."), END], ["streaming warn"], 0],
  ["breaks off", 200, [piece("Click **Ex")], ["answer fail"], 1],
  ["refuses the key", 401, ["{}"], ["answer fail"], 1],
  ["does not have the model", 404, ["{}"], ["answer fail"], 1],
  ["is out of order", 500, ["{}"], ["answer fail"], 1],
])("a model that %s", async (_, status, chunks, expected, exitCode) => {
  const { code, found } = await findings(status, chunks);
  expect(bad(found)).toEqual(expected);
  expect(code).toBe(exitCode);
  for (const { result, fix } of found) expect(fix === undefined).toBe(result === "ok");
});

test("without a model there is nothing to ask, and how to have one", async () => {
  const context = recordingContext();
  expect(await runCliIn(context, ["doctor", "llm"])).toBe(0);
  expect(context.printed.join("\n")).toContain("USHER_LLM_BASE_URL");
});
