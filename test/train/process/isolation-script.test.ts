/** An isolated run sees, signals and leaves no process but its own, and its end is told as that of any other program. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { openIsolation } from '../../../src/train/process/isolation.ts';
import { runProcess } from '../../../src/train/process/run-process.ts';

const output = mkdtempSync(join(tmpdir(), 'conclusive-processes-'));
const own = join(output, 'own');
mkdirSync(own);
const isolate = await openIsolation(output, own);
afterAll(() => rmSync(output, { recursive: true, force: true }));
const environment = { PATH: process.env.PATH ?? '' };

interface Options {
  readonly isApart?: boolean;
  readonly timeoutMs?: number;
}

async function run(argv: readonly string[], { isApart = true, timeoutMs = 60_000 }: Options = {}) {
  const program = { argv, directory: own, environment };
  const outcome = await runProcess({
    ...program,
    ...(isApart ? isolate?.({ ...program, writable: [own] }) : {}),
    ...{ timeoutMs, signal: new AbortController().signal },
  });
  const { wallSeconds: _, peakMemoryBytes: __, cpuSeconds: ___, ...told } = outcome;
  return told;
}

const shell = (script: string, options?: Options) => run(['sh', '-c', script], options);

/** Command lines of all processes of the machine. */
async function commandLines(): Promise<string> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    names.map((name) => readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.join('\n');
}

/** Default: it ends a process. Those that only stop it would stop here, too. */
const STOPPING: readonly string[] = ['SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'];
const signals = Object.entries(constants.signals).filter(([name]) => !STOPPING.includes(name));

describe.skipIf(isolate?.hasOwnProcesses !== true)(
  'an isolated run (needs namespaces)',
  { timeout: 120_000 },
  () => {
    test.each([
      [
        'exit codes',
        [0, 1, 2, 63, 124, 125, 126, 127, 128, 129, 130, 134, 137, 139, 143, 255].map(
          (code) => `exit ${code}`,
        ),
      ],
      [
        'signals',
        [...new Set(signals.map(([, number]) => number))].map((number) => `kill -${number} $$; sleep 0.1`),
      ],
      ['signals of what it waits for', [1, 6, 9, 11, 15].map((number) => `sh -c 'kill -${number} $$'`)],
    ])('ends as any other program: %s', async (_, scripts) => {
      for (const script of scripts)
        expect({ script, ...(await shell(script)) }).toEqual({
          script,
          ...(await shell(script, { isApart: false })),
        });
    });

    test('that aborts is told by its signal', async () => {
      expect(await run([process.execPath, '-e', 'process.abort()'])).toMatchObject({
        kind: 'fault',
        by: 'SIGABRT',
      });
    });

    test('is asked to stop with its whole group, and may save before it is killed', async () => {
      const script = `trap 'echo saved; exit 0' TERM; (trap 'echo child' TERM; sleep 30 & wait) & sleep 30 & wait`;
      const { kind, tail } = await shell(script, { timeoutMs: 1_500 });
      expect([kind, tail.split('\n').sort()]).toEqual(['timeout', ['child', 'saved']]);
    });

    test('that prints through another process loses nothing', async () => {
      const script =
        'mkfifo pipe; (exec < pipe; sleep 0.3; exec cat) & exec > pipe; rm pipe; exec echo the end';
      expect(await shell(script)).toEqual({ kind: 'exited', exitCode: 0, tail: 'the end' });
    });

    test('that refuses to stop is killed', async () => {
      expect(await shell(`trap '' TERM; while :; do sleep 1; done`, { timeoutMs: 500 })).toMatchObject({
        kind: 'timeout',
      });
    });

    test('leaves nothing, not even what left its session, its parent and its environment', async () => {
      const seconds = 100_000 + process.pid / 1e7;
      const outcome = await shell(
        `(env -i setsid sleep ${seconds} &) ; (setsid -f env -i sleep ${seconds}); sleep 0.2; ps -e > ps; exit 3`,
      );
      expect(outcome).toMatchObject({ kind: 'exited', exitCode: 3 });
      for (let tries = 0; (await commandLines()).includes(`${seconds}`) && tries < 100; tries += 1)
        await sleep(20);
      expect(await commandLines()).not.toContain(`${seconds}`);
    });

    test('finds its orphans reaped', async () => {
      const script = '(sleep 0.1 & echo $! > orphan); sleep 1; ! kill -0 "$(cat orphan)" 2> /dev/null';
      expect(await shell(script)).toMatchObject({ kind: 'exited', exitCode: 0 });
    });

    test.each([
      ['this program', () => process.pid],
      ['what started it', () => process.ppid],
      ['the first process of the machine', () => 1],
    ])('cannot signal %s', async (_, pid) => {
      const script = `for n in $(seq 1 64); do kill -$n ${pid()} 2> /dev/null; done; exit 7`;
      expect(await shell(script)).toMatchObject({ kind: 'exited', exitCode: 7 });
    });

    test('cannot signal or see another run', async () => {
      const other = shell('echo $$ > other; sleep 3; exit 5');
      let pid = '';
      for (; pid === ''; await sleep(20)) pid = await readFile(join(own, 'other'), 'utf8').catch(() => '');
      const script = `kill -KILL ${pid.trim()}; kill -KILL -1; ls /proc | grep '^[0-9]'`;
      // A signal to all processes does not reach the one that sends it.
      const { kind, tail } = await shell(script);
      expect(kind).toBe('exited');
      expect(tail.split('\n').filter((line) => /^\d+$/.test(line)).length).toBeLessThan(8);
      expect(await other).toMatchObject({ kind: 'exited', exitCode: 5 });
    });

    test('signals its own group alone', async () => {
      const script = `trap 'echo own' USR1; kill -USR1 0; exit 4`;
      expect(await shell(script)).toMatchObject({ kind: 'exited', exitCode: 4, tail: 'own' });
    });

    test('has no number that another run has at the same time', async () => {
      const outcomes = await Promise.all(Array.from({ length: 6 }, () => shell('echo $$; sleep 0.5')));
      expect(new Set(outcomes.map(({ tail }) => tail)).size).toBe(6);
    });

    test('leads its session, as any other program', async () => {
      const script =
        'read -r pid _ _ _ group session _ < /proc/$$/stat; echo $((group - pid)) $((session - pid))';
      for (const isApart of [true, false])
        expect(await shell(script, { isApart })).toMatchObject({ tail: '0 0' });
    });
  },
);
