/** A program ends with the process that started it, whatever ended that one and whatever the program tries. */
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary.ts';
import { isGone, waitForPid } from './processes.ts';

const sourceOf = (name: string) => join(import.meta.dirname, '../../../src/train/process', name);

/** Starts a program that `runProcess` waits for, or one that stays. */
const COORDINATOR = `
const { createJiti } = require('jiti');
const load = (path) => createJiti(path)(path);
const { argv, how, directory } = JSON.parse(process.argv[1]);
(async () => {
  const { runProcess } = load(${JSON.stringify(sourceOf('run-process.ts'))});
  const { startServer } = load(${JSON.stringify(sourceOf('run-server.ts'))});
  const environment = { PATH: process.env.PATH, CONCLUSIVE_RUN_DIR: directory };
  const program = { argv, directory, environment };
  // One that has ended before is released.
  await runProcess({ ...program, argv: ['true'], timeoutMs: 1e9, signal: new AbortController().signal });
  if (how === 'stays') startServer({ ...program, folder: directory, warn: console.error });
  else await runProcess({ ...program, timeoutMs: 1e9, signal: new AbortController().signal });
})();`;

const ENDLESS = 'setInterval(() => {}, 1000)';
const start = (detached: boolean) => `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); ${ENDLESS}'], { stdio: 'ignore', detached: ${detached} });
  require('node:fs').writeFileSync('pid', String(child.pid));`;
const write = `require('node:fs').writeFileSync('pid', String(process.pid));`;

const PROGRAMS: Readonly<Record<string, string>> = {
  'a program': `${write} ${ENDLESS}`,
  'a program that ignores signals': `for (const name of ['SIGTERM', 'SIGHUP', 'SIGINT']) process.on(name, () => {}); ${write} ${ENDLESS}`,
  'what a program has started': `${start(false)} ${ENDLESS}`,
  ...(process.platform === 'linux'
    ? { 'what a program has started in a session of its own': `${start(true)} ${ENDLESS}` }
    : {}),
};

async function coordinator(program: string, more: Readonly<Record<string, unknown>>) {
  const directory = join(await temporaryFolder(), 'it’s a "run" $HOME');
  await mkdir(directory, { recursive: true });
  const request = JSON.stringify({ argv: [process.execPath, '-e', program], directory, ...more });
  const child = spawn(process.execPath, ['-e', COORDINATOR, request], { detached: true, stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, directory };
}

describe.skipIf(process.platform === 'win32')('after kill -9 of its coordinator', () => {
  test.each(
    Object.entries(PROGRAMS).flatMap(([name, program]) =>
      ['ends', 'stays'].map((how) => [name, how, program] as const),
    ),
  )('%s ends (that %s)', async (_, how, program) => {
    const { child, directory } = await coordinator(program, { how });
    const pid = await waitForPid(join(directory, 'pid'));
    // The whole group, as a terminal or a service manager may do it.
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    expect(await isGone(pid)).toBe(true);
  });
});
