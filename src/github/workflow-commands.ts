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

/** Logs untrusted text. The runner takes no commands from the log during `show`. */
export async function withoutCommands<Value>(show: () => Value | Promise<Value>): Promise<Value> {
  stopCommands();
  try {
    return await show();
  } finally {
    takeCommands();
  }
}

/** Lets a step within `show` use commands. It must log nothing untrusted. */
export async function withCommands<Value>(step: () => Promise<Value>): Promise<Value> {
  if (token === null) return step();
  takeCommands();
  try {
    return await step();
  } finally {
    stopCommands();
  }
}
