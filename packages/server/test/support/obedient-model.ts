import type { LanguageModel, Prompt } from "../../src/ports/language-model.ts";

/** A test double that does whatever any text it sees tells it to, links and all. */
export interface ObedientModel extends LanguageModel {
  readonly prompts: Prompt[];
}

export function createObedientModel(): ObedientModel {
  const prompts: Prompt[] = [];
  return {
    prompts,
    async *stream(prompt) {
      prompts.push(prompt);
      const seen = [
        ...prompt.system.split("\n").flatMap((line) => (line.startsWith('"') ? [JSON.parse(line) as string] : [])),
        ...prompt.messages.filter(({ role }) => role === "user").map(({ content }) => content),
      ];
      yield "Of course! ";
      for (const order of seen) yield `${obey(order)} `;
    },
  };
}

function obey(order: string): string {
  const wanted = /(?:say|reply with|repeat after me|nur mit|uniquement|solo|say exactly)\s*:\s*(.+)/is.exec(order)?.[1];
  const link = /(?:https?:\/\/|www\.|\/\/)\S+/.exec(order)?.[0];
  const name = /\*\*([^*]+)\*\*/.exec(order)?.[1];
  return [
    wanted ?? order,
    link === undefined ? "" : `[here](${link}) ![](${link})`,
    name === undefined ? "" : `Click **${name}**.`,
  ].join("\n");
}
