import { randomUUID } from 'node:crypto';
import { info } from '@actions/core';

/** Token that ends the silence; null while the runner takes commands. */
let token: string | null = null;

function stopCommands(): void {
  token = randomUUID();
  info(`::stop-commands::${token}`);
}

function takeCommands(): void {
  info(`::${token}::`);
  token = null;
}

/** Logs untrusted text: the runner takes no commands (`::add-mask::`) from the log while `show` runs. */
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
