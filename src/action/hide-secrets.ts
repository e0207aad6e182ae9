import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { debug, info } from '@actions/core';
import { trainingEnvironment } from '../train/process/environment.ts';

/** What the runner gives to every action, and neither git nor a run needs. */
const RUNNER_TOKENS = ['INPUT_TOKEN', 'ACTIONS_RUNTIME_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'];

/**
 * Hides from training runs what their own environment lacks. On Linux `/proc/PID/environ` shows all processes of the
 * user the first environment of this one, even after `delete process.env.NAME`, so its bytes are overwritten.
 *
 * A child with a clean environment would not help, because its waiting parent keeps its own in /proc. Code that may
 * trace this process, or become root, still finds the token. See docs/explanation/security.md.
 */
export function hideSecrets(): void {
  for (const name of RUNNER_TOKENS) delete process.env[name];
  if (process.platform !== 'linux') {
    debug("the step's start environment can be hidden only on Linux");
    return;
  }
  try {
    overwriteFirstEnvironment(withheldFromRuns());
  } catch (error) {
    // A sandbox may have no /proc, or one that nobody can write to.
    info(`cannot hide this step's start environment from training runs: ${String(error)}`);
  }
}

function withheldFromRuns(): ReadonlySet<string> {
  const given = trainingEnvironment(process.env, {});
  return new Set([...RUNNER_TOKENS, ...Object.keys(process.env).filter((name) => !(name in given))]);
}

function overwriteFirstEnvironment(names: ReadonlySet<string>): void {
  // Moves the variable to other memory, so that the program can still read it.
  for (const name of names) {
    const value = process.env[name];
    if (value !== undefined) process.env[name] = value;
  }
  const start = environmentAddress(readFileSync('/proc/self/stat', 'latin1'));
  const entries = readFileSync('/proc/self/environ', 'latin1').split('\0');
  const memory = openSync('/proc/self/mem', 'r+');
  try {
    let address = start;
    for (const entry of entries) {
      const nameLength = entry.indexOf('=');
      if (names.has(entry.slice(0, nameLength))) {
        const value = entry.length - nameLength - 1;
        writeSync(memory, Buffer.alloc(value), 0, value, address + nameLength + 1);
      }
      address += entry.length + 1;
    }
  } finally {
    closeSync(memory);
  }
}

/** Field 50 of proc_pid_stat(5), `env_start`. The second field may hold spaces and brackets. */
function environmentAddress(stat: string): number {
  const address = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[50 - 3]);
  if (!Number.isSafeInteger(address) || address <= 0) throw new Error('/proc/self/stat names no env_start');
  return address;
}
