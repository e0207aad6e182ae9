import type { Command, Option } from 'commander';
import { createProgram } from '../src/cli/program.ts';

/** Renders `--help`, with shared options first. */
export function renderCommandLine(): string {
  const { commands } = createProgram(() => new AbortController().signal);
  const shared = sharedOptions(commands);
  const sections = commands.map((command) => {
    const taken = command.registeredArguments.map(
      (one) => `${describe(one.name(), one)}: ${escapeTag(one.description)}`,
    );
    const options = command.options.filter((option) => !shared.has(textOf(option))).map(itemOf);
    const others = command.options.filter((option) => shared.has(textOf(option)));
    return [
      `## ${command.name()}`,
      command.description(),
      `    conclusive ${command.name()} ${command.usage()}`,
      ...listOf([...taken, ...options]),
      ...(others.length === 0 ? [] : [`Shared options: ${others.map(nameOf).join(', ')}.`]),
    ].join('\n\n');
  });
  return ['## Options that commands share', ...listOf([...shared.values()].map(itemOf)), ...sections].join(
    '\n\n',
  );
}

function sharedOptions(commands: readonly Command[]): ReadonlyMap<string, Option> {
  const all = commands.flatMap(({ options }) => options);
  const isShared = (option: Option) => all.filter((other) => textOf(other) === textOf(option)).length >= 3;
  return new Map(all.filter(isShared).map((option) => [textOf(option), option]));
}

const textOf = ({ flags, description }: Option) => `${flags}: ${description}`;

const nameOf = ({ short, long }: Option) => `\`${long ?? short}\``;

const itemOf = ({ flags, description }: Option) => `\`${flags}\`: ${escapeTag(description)}`;

function listOf(items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [items.map((item) => `- ${item}`).join('\n')];
}

function describe(name: string, { required, variadic }: { required: boolean; variadic: boolean }): string {
  const text = `${name}${variadic ? '...' : ''}`;
  return `\`${required ? `<${text}>` : `[${text}]`}\``;
}

/** Outside code, a browser would read `<metric>` as an element. */
function escapeTag(text: string): string {
  return text.replaceAll('<', '\\<');
}
