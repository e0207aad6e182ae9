import { createInterface } from 'node:readline/promises';

export interface Questions {
  /** False: each answer is the default. */
  readonly areAnswered: boolean;
  choose(question: string, choices: readonly string[]): Promise<string>;
  /** @returns what was typed; the default for an empty line */
  ask(question: string, usual: string): Promise<string>;
  confirm(question: string): Promise<boolean>;
  close(): void;
}

export const DEFAULTS: Questions = {
  areAnswered: false,
  choose: async (_, [first = '']) => first,
  ask: async (_, usual) => usual,
  confirm: async () => false,
  close() {},
};

export function onTerminal(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Questions {
  const terminal = createInterface({ input, output });
  const ask = async (question: string, usual: string) =>
    (await terminal.question(`${question} [${usual}] `)).trim() || usual;
  return {
    areAnswered: true,
    ask,
    async choose(question, choices) {
      if (choices.length < 2) return choices[0] ?? '';
      const lines = choices.map((choice, index) => `  ${index + 1}. ${choice}`);
      for (;;) {
        const answer = await ask(`${question}\n${lines.join('\n')}\nNumber:`, '1');
        const chosen = choices[Number(answer) - 1] ?? choices.find((choice) => choice === answer);
        if (chosen !== undefined) return chosen;
      }
    },
    confirm: async (question) => /^y(?:es)?$/i.test(await ask(question, 'no')),
    close: () => terminal.close(),
  };
}
