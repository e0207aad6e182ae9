import { randomUUID } from 'node:crypto';
import { info } from '@actions/core';

/** What ends the silence that the log is in; null while the runner takes commands. The log is one, as the process is. */
let token: string | null = null;

function stopCommands(): void {
  token = randomUUID();
  info(`::stop-commands::${token}`);
}

function takeCommands(): void {
  info(`::${token}::`);
  token = null;
}

/**
 * Shows what others have written: names of models and slices, the last words of a training run. The runner takes
 * commands (`::add-mask::`, `##[error]`) from every line of the log; while `show` runs it takes none.
 */
export async function withoutCommands<Value>(show: () => Value | Promise<Value>): Promise<Value> {
  stopCommands();
  try {
    return await show();
  } finally {
    takeCommands();
  }
}

/** For a step of the toolkit within `show`, which masks secrets and warns by commands and shows nothing of others. */
export async function withCommands<Value>(step: () => Promise<Value>): Promise<Value> {
  if (token === null) return step();
  takeCommands();
  try {
    return await step();
  } finally {
    stopCommands();
  }
}
