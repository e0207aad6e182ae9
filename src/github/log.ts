import { randomUUID } from 'node:crypto';
import { info } from '@actions/core';

/**
 * Shows what others have written: names of models and slices, the last words of a training run. The runner takes
 * commands (`::add-mask::`, `##[error]`) from every line of the log; while `show` runs it takes none.
 */
export async function withoutCommands<Value>(show: () => Value | Promise<Value>): Promise<Value> {
  const token = randomUUID();
  info(`::stop-commands::${token}`);
  try {
    return await show();
  } finally {
    info(`::${token}::`);
  }
}
