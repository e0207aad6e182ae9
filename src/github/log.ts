import { randomUUID } from 'node:crypto';

/**
 * Text for the log that holds words of others: model names, what a training run printed. The runner reads commands
 * (`::error::`, `::add-mask::`) from every line it is shown; between these two lines it does not.
 */
export function withoutCommands(text: string): string {
  const token = randomUUID();
  return `::stop-commands::${token}\n${text}\n::${token}::\n`;
}
