/** A coordinator that is killed at any moment: the next run takes over what its jobs have done, and trains nothing twice. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/stats/random.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { start } from '../support/command.ts';
import { experimentOn } from './experiments.ts';
import { openQueue } from './queue-of-processes.ts';

const RUNS = 8;

async function filesIn(folder: string): Promise<readonly string[]> {
  return readdir(join(folder, '.conclusive'), { recursive: true }).catch((): string[] => []);
}

/** Resolves when there are so many files of a name. */
async function waitFor(folder: string, name: RegExp, count: number): Promise<void> {
  while ((await filesIn(folder)).filter((file) => name.test(file)).length < count) await sleep(5);
}

/** How far the experiment is when its coordinator is killed; a random time follows. */
const MOMENTS: Readonly<
  Record<string, { readonly reached: RegExp; readonly count: number; readonly isOpen: boolean }>
> = {
  'before a job is submitted': { reached: /holder\.json$/, count: 1, isOpen: true },
  'when jobs are in the queue': { reached: /job\.sh$/, count: 3, isOpen: true },
  'when all runs have begun': { reached: /begun\.json$/, count: RUNS, isOpen: false },
  'when runs have ended': { reached: /outcome\.json$/, count: 1, isOpen: true },
  'while records are written': { reached: /^runs\/.*\.json/, count: 2, isOpen: true },
};
/** Which run is repeated hangs on which records a killed coordinator left. */
const TRAINED_ONCE = 'checks: { reproducible: false }';
const CASES = Object.keys(MOMENTS).flatMap((moment) => [1, 2].map((seed) => [moment, seed] as const));

describe.skipIf(process.platform !== 'linux')('a coordinator that is killed', () => {
  test.each(CASES)('%s (%i) is followed by one that goes on', async (moment, seed) => {
    const { reached, count, isOpen } = MOMENTS[moment] ?? expect.unreachable(moment);
    const queue = await openQueue();
    const trained = await temporaryFolder();
    const { folder, args, run, result } = await experimentOn(`${queue.executor}\n${TRAINED_ONCE}`, {
      gate: queue.gate,
      free: 0,
      trained,
    });
    if (isOpen) await writeFile(queue.gate, '');
    const { child, finished } = start(folder, args);
    await waitFor(folder, reached, count);
    await sleep(300 * createRandom(moment, seed)());
    child.kill('SIGKILL');
    await finished;
    await writeFile(queue.gate, '');
    const { code, stderr } = await run();
    expect(code, stderr).toBe(1);
    expect(stderr).not.toMatch(/lost|trained again/);
    const { runs, ...same } = await result();
    expect({ same, times: await timesTrained(trained) }).toEqual(await expected());
    expect(runs.trained + runs.reused).toBe(RUNS);
    while ((await queue.left()) > 0) await sleep(50);
    expect(await readdir(join(folder, '.conclusive/tmp'))).toEqual([]);
  });
});

/** A line for each time that a run was trained. */
async function timesTrained(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).map((file) => file.replace(/ \d+$/, '')).sort();
}

let undisturbed: ReturnType<typeof trainHere> | undefined;

/** What one machine finds. */
function expected() {
  undisturbed ??= trainHere();
  return undisturbed;
}

async function trainHere() {
  const trained = await mkdtemp(join(tmpdir(), 'trained-'));
  const { run, result } = await experimentOn(TRAINED_ONCE, { trained });
  await run();
  const { runs: _, ...same } = await result();
  const times = await timesTrained(trained);
  await rm(trained, { recursive: true });
  return { same, times };
}
