import { markdownTable } from 'markdown-table';
import { createProgram } from '../src/cli/program.ts';

/** A section a command: its call, what it does, and its options in the words of `--help`. */
export function renderCommandLine(): string {
  const { commands } = createProgram(() => new AbortController().signal);
  return commands
    .map((command) => {
      const taken = command.registeredArguments.map((one) => [
        describe(one.name(), one),
        escapeTag(one.description),
      ]);
      const options = command.options.map(({ flags, description }) => [
        `\`${flags}\``,
        escapeTag(description),
      ]);
      const rows = [...taken, ...options].map((row) => row.map(escapeCell));
      return [
        `## ${command.name()}`,
        command.description(),
        `    conclusive ${command.name()} ${command.usage()}`,
        ...(rows.length === 0 ? [] : [markdownTable([['Argument or option', 'Meaning'], ...rows])]),
      ].join('\n\n');
    })
    .join('\n\n');
}

function describe(name: string, { required, variadic }: { required: boolean; variadic: boolean }): string {
  const text = `${name}${variadic ? '...' : ''}`;
  return `\`${required ? `<${text}>` : `[${text}]`}\``;
}

/** Outside of code a browser would take `<metric>` for an element. */
function escapeTag(text: string): string {
  return text.replaceAll('<', '\\<');
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
