import { randomUUID } from 'node:crypto';
import { info } from '@actions/core';

/** Token that makes the runner accept commands again; null while it does. Module-level, because there is one log. */
let token: string | null = null;

function stopCommands(): void {
  token = randomUUID();
  info(`::stop-commands::${token}`);
}

function takeCommands(): void {
  info(`::${token}::`);
  token = null;
}

/** Logs untrusted text, such as the output of a run. While `show` runs, the runner takes no commands (`::add-mask::`) from the log. */
export async function withoutCommands<Value>(show: () => Value | Promise<Value>): Promise<Value> {
  stopCommands();
  try {
    return await show();
  } finally {
    takeCommands();
  }
}

/** Lets a step of the toolkit within `show` use commands; it must log nothing untrusted. */
export async function withCommands<Value>(step: () => Promise<Value>): Promise<Value> {
  if (token === null) return step();
  takeCommands();
  try {
    return await step();
  } finally {
    stopCommands();
  }
}
