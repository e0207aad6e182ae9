/** Asks for all missing options in one message, with the completed call. */
import { UserError } from '../config/user-error.ts';
import type { MissingOptions } from '../records/results/missing-options.ts';
import { shellCommand } from '../words/shell.ts';
import { repeatedArguments } from './repeat-command.ts';

type Call = Parameters<typeof repeatedArguments>[0];

const FILL: Readonly<Record<string, (call: Call, guess: string) => Call>> = {
  '--seed-column': (call, seedColumn) => ({ ...call, seedColumn }),
  '--folders': (call, folders) => ({ ...call, folders }),
  '--baseline': (call, baseline) => ({ ...call, baseline }),
  '--variant': (call, variant) => ({ ...call, variants: [...call.variants, variant] }),
  '--metric': (call, metric) => ({ ...call, metrics: [...call.metrics, metric] }),
  '--direction': (call, direction) => {
    const at = direction.lastIndexOf('=');
    const value = direction.slice(at + 1) === 'minimize' ? 'minimize' : 'maximize';
    return { ...call, directions: [...call.directions, { metric: direction.slice(0, at), value }] };
  },
};

export function requireNothingMissing({ asked }: MissingOptions, call: Call, program: string): void {
  if (asked.length === 0) return;
  const filled = asked.reduce((so, { option, guess }) => FILL[option]?.(so, guess) ?? so, call);
  const width = Math.max(...asked.map(({ option }) => option.length));
  throw new UserError(
    [
      asked.length === 1 ? 'one option is missing:' : `${asked.length} options are missing:`,
      ...asked.map(({ option, meaning }) => `  ${option.padEnd(width)}  ${meaning}`),
      'Correct the guesses in this command and run it:',
      `  ${program} ${shellCommand(repeatedArguments(filled))}`,
    ].join('\n'),
  );
}
