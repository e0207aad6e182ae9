/** What a program prints at its end is its result, through the shipped dist: no run is without one, and none has an earlier value. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readResult } from '../../support/result-schema.ts';
import { conclusive, folderWith } from '../support/command.ts';

const SEEDS = 12;
const REPETITIONS = 3;

describe.skipIf(process.platform === 'win32')('a program that prints its result and ends at once', () => {
  const RESULT =
    'printf "accuracy: %.4f\\n", 0.9 + (ENVIRON["CONCLUSIVE_SEED"] * 7 + length(ENVIRON["CONCLUSIVE_PARAMS"])) % 11 / 1000';

  test.each([
    ['at first', `BEGIN { ${RESULT} }`],
    [
      'after an earlier value',
      `BEGIN { printf "accuracy: 0.1\\n"; fflush(); system("sleep 0.1"); ${RESULT} }`,
    ],
  ])('%s', async (_, program) => {
    const directory = await folderWith({
      'train.awk': program,
      'conclusive.yml': `trainer: { command: awk -f train.awk }
models: { variants: [{ name: head, params: { a: 1 } }] }
metrics: [{ name: accuracy, from: { stdout: 'accuracy: ([0-9.]+)' } }]
seeds: ${SEEDS}
`,
    });
    for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
      const { stdout, stderr } = await conclusive(directory, 'run', '--parallel', '4', '--json');
      expect(stderr).not.toContain('CRASHED');
      for (const { runs, values } of readResult(stdout).models) {
        expect(runs.ok).toBe(SEEDS);
        expect(JSON.stringify(values)).not.toContain('"value":0.1');
      }
      await rm(join(directory, '.conclusive'), { recursive: true });
    }
  });
});
