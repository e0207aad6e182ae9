/** The shipped commands end on a signal while they compute, when no handler could run, and the next start tidies up. */
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { conclusive, folderWith, start } from '../support/command.ts';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGQUIT'] as const;
const METRICS = Array.from({ length: 150 }, (_, index) => `accuracy_${index}`);
const MOST_IN_A_CONFIG = 50;
const VARIANTS = ['a', 'b', 'c', 'd'];
const scoreOf = (...parts: readonly number[]) =>
  (0.8 + Math.sin(parts.reduce((sum, part) => sum * 31 + part, 7)) / 20).toFixed(4);

/** Its comparisons take many times as long as what comes before them. */
const TABLE = [
  ['model', 'seed', ...METRICS].join(','),
  ...['baseline', ...VARIANTS].flatMap((model, place) =>
    Array.from({ length: 95 }, (_, seed) =>
      [model, seed, ...METRICS.map((_, metric) => scoreOf(place, seed, metric))].join(','),
    ),
  ),
].join('\n');

const CONFIG = `trainer: { command: '"${process.execPath}" train.mjs' }
models: { variants: [${VARIANTS.map((name, place) => `{ name: ${name}, params: { place: ${place + 1} } }`).join(', ')}] }
metrics: [${METRICS.slice(0, MOST_IN_A_CONFIG)
  .map((name) => `{ name: ${name}, direction: maximize }`)
  .join(', ')}]
seeds: 14
`;
const TRAIN = `import { writeFileSync } from 'node:fs';
const { CONCLUSIVE_RUN_DIR, CONCLUSIVE_SEED, CONCLUSIVE_PARAMS } = process.env;
const { place = 0 } = JSON.parse(CONCLUSIVE_PARAMS);
const metrics = {};
for (let metric = 0; metric < ${MOST_IN_A_CONFIG}; metric += 1)
  metrics['accuracy_' + metric] = 0.8 + Math.sin((place * 31 + Number(CONCLUSIVE_SEED)) * 31 + metric) / 20;
writeFileSync(CONCLUSIVE_RUN_DIR + '/metrics.json', JSON.stringify(metrics));
`;

/** Until it has used so much of the processor. */
async function waitForWork({ pid, exitCode }: ChildProcess, seconds: number): Promise<void> {
  for (;;) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (exitCode !== null || stat === '' || (Number(fields[11]) + Number(fields[12])) / 100 > seconds) return;
    await sleep(10);
  }
}

/** @returns how it ended; what it prints at the end of its work is missing where it did not finish that */
async function stopAtWork(
  directory: string,
  args: readonly string[],
  signal: NodeJS.Signals,
  seconds: number,
) {
  const { child, finished } = start(directory, args);
  await waitForWork(child, seconds);
  child.kill(signal);
  const { code, stdout } = await finished;
  return { code, signalCode: child.signalCode, stdout };
}

describe.skipIf(process.platform !== 'linux')('a command that computes ends on', () => {
  test.each(SIGNALS)('%s: compare', async (signal) => {
    const directory = await folderWith({ 'table.csv': TABLE });
    const metrics = METRICS.flatMap((name) => ['--metric', name, '--direction', `${name}=maximize`]);
    const args = ['compare', 'table.csv', '--baseline', 'baseline', ...metrics];
    expect(await stopAtWork(directory, args, signal, 2)).toEqual({
      code: null,
      signalCode: signal,
      stdout: '',
    });
  });

  describe('a signal, with all runs on record:', () => {
    let directory: string;
    let verdict = '';
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'conclusive-'));
      await writeFile(join(directory, 'conclusive.yml'), CONFIG);
      await writeFile(join(directory, 'train.mjs'), TRAIN);
      verdict = (await conclusive(directory, 'run')).stdout;
      return () => rm(directory, { recursive: true });
    });

    test.each([...SIGNALS.map((signal) => ['run', signal] as const), ['report', 'SIGTERM'] as const])(
      '%s on %s, and nothing is left',
      async (command, signal) => {
        const { code, signalCode, stdout } = await stopAtWork(directory, [command], signal, 1);
        expect(signalCode === signal || code === 130).toBe(true);
        expect(stdout).toBe('');
        expect((await conclusive(directory, 'run')).stdout.split('\n')[0]).toBe(verdict.split('\n')[0]);
        expect(await readdir(join(directory, '.conclusive/tmp'))).toEqual([]);
      },
    );
  });
});
