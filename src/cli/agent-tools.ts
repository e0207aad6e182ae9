/** Tools for agents, over standard input and output: each is a command of this program that reads only. */
import { execFile } from 'node:child_process';
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Command, Option } from 'commander';
import { z } from 'zod';
import { EXIT_USAGE } from '../exit-codes.ts';
import { VERSION } from '../version.ts';
import { isRepeatable } from './option-values.ts';

const MAX_BYTES = 512 * 1024 * 1024;
/** How a result is printed, and where it is written, is not for the agent to say. */
const NOT_OFFERED = new Set(['json', 'markdown', 'quiet', 'output']);
/** Keys of `conclusive.result/1` that answer the question. */
const ANSWER = ['verdict', 'conclusive', 'headline', 'next', 'reasons', 'findings', 'gate'];

interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Run = (...arguments_: readonly string[]) => Promise<Printed>;

interface Tool {
  readonly name: string;
  readonly command: Command;
  /** @returns what the agent reads */
  answer(run: Run, arguments_: readonly string[]): Promise<Answer>;
}

interface Answer {
  readonly text: string;
  readonly result?: Record<string, unknown>;
}

export function serveTools(commands: Readonly<Record<'compare' | 'inspect' | 'plan', Command>>): void {
  const tools: readonly Tool[] = [
    { name: 'compare', command: commands.compare, answer: compare },
    { name: 'inspect', command: commands.inspect, answer: printed('inspect') },
    { name: 'plan', command: commands.plan, answer: printed('plan') },
  ];
  serveStdio(() => {
    const server = new McpServer({ name: 'conclusive', version: VERSION });
    for (const { name, command, answer } of tools)
      server.registerTool(
        name,
        {
          description: command.description(),
          inputSchema: inputOf(command),
          annotations: { readOnlyHint: true, openWorldHint: false },
        },
        async (input, { mcpReq }) => {
          try {
            const { text, result } = await answer(runner(mcpReq.signal), argumentsOf(command, input));
            return { content: [{ type: 'text', text }], ...(result && { structuredContent: result }) };
          } catch (error) {
            return { content: [{ type: 'text', text: (error as Error).message }], isError: true };
          }
        },
      );
    return server;
  });
}

async function compare(run: Run, arguments_: readonly string[]): Promise<Answer> {
  const { code, stdout, stderr } = await run('compare', '--json', ...arguments_);
  return { text: stderr.trim(), result: { ...answerIn(stdout), exitCode: code } };
}

function printed(command: string): Tool['answer'] {
  return async (run, arguments_) => ({ text: (await run(command, ...arguments_)).stdout });
}

function answerIn(json: string): Record<string, unknown> {
  const result = z.record(z.string(), z.unknown()).parse(JSON.parse(json));
  return Object.fromEntries(ANSWER.filter((key) => key in result).map((key) => [key, result[key]]));
}

/** Another process has its own output, and ends with a request that is cancelled. */
function runner(signal: AbortSignal): Run {
  const [, script = ''] = process.argv;
  return (...arguments_) =>
    new Promise((resolve, reject) => {
      const child = execFile(
        process.execPath,
        [script, ...arguments_],
        { maxBuffer: MAX_BYTES, signal },
        (error, stdout, stderr) => {
          const code = error === null ? 0 : error.code;
          if (typeof code !== 'number') reject(error);
          else if (code >= EXIT_USAGE) reject(new Error(stderr.trim()));
          else resolve({ code, stdout, stderr });
        },
      );
      child.stdin?.end();
    });
}

function offered(command: Command): readonly Option[] {
  return command.options.filter((option) => !option.hidden && !NOT_OFFERED.has(option.attributeName()));
}

function inputOf(command: Command) {
  const positional = command.registeredArguments.map((one) => {
    const value = one.variadic ? z.array(z.string()).min(1) : z.string();
    return [one.name(), (one.required ? value : value.optional()).describe(one.description)] as const;
  });
  const options = offered(command).map((option) => {
    const one = z.union([z.string(), z.number()]);
    const isFlag = !option.required && !option.optional;
    const value = isFlag ? z.boolean() : isRepeatable(option) || option.variadic ? z.array(one) : one;
    const [, meaning = ''] = /<(.+)>/.exec(option.flags) ?? [];
    const words = meaning === '' ? option.description : `${meaning}: ${option.description}`;
    return [option.attributeName(), value.optional().describe(words)] as const;
  });
  return z.strictObject(Object.fromEntries([...options, ...positional]));
}

function argumentsOf(command: Command, input: Readonly<Record<string, unknown>>): readonly string[] {
  const listOf = (name: string): readonly unknown[] => {
    const value = input[name];
    return value === undefined || value === false ? [] : Array.isArray(value) ? value : [value];
  };
  // "--metric=-x" is a value of the option, and what follows "--" is none.
  const options = offered(command).flatMap((option) =>
    listOf(option.attributeName()).map((value) => (value === true ? option.long : `${option.long}=${value}`)),
  );
  const positional = command.registeredArguments.flatMap((one) => listOf(one.name()));
  return [...options, '--', ...positional].map(String);
}
