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
metrics: [{ name: accuracy, from: { stdout: 'accuracy: ([0-9.]+)', take: last } }]
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

describe.skipIf(process.platform !== 'linux')('what a program leaves behind still prints', () => {
  const FILE = `echo '{ "accuracy": 0.7 }' > "$CONCLUSIVE_RUN_DIR/metrics.json"`;
  const EARLY = 'echo accuracy: 0.1';
  const late = (seconds: number, to = '') => `(sleep ${seconds}; echo accuracy: 0.9)${to} &`;
  const PRINTED = `, from: { stdout: 'accuracy: ([0-9.]+)', take: last }`;
  const LEFT = 'left a process behind that kept its output open';
  const cases = [
    ['in time', `${EARLY}\n${late(0.4)}`, PRINTED, [0.9, 0.9], null],
    ['too late: no earlier value counts', `${EARLY}\n${late(30)}`, PRINTED, null, LEFT],
    ['too late, and nothing before', late(30), PRINTED, null, LEFT],
    ['too late, beside a file', `${FILE}\n${late(30)}`, '', [0.7, 0.7], LEFT],
    ['elsewhere', `${EARLY}\n${late(30, ' > other.log 2>&1')}`, PRINTED, [0.1, 0.1], null],
  ] as const;

  test.each(cases)('%s', async (_, program, from, values, said) => {
    const directory = await folderWith({
      'train.sh': `${program}\n`,
      'conclusive.yml': `trainer: { command: sh train.sh }
models: { variants: [{ name: head, params: { a: 1 } }] }
metrics: [{ name: accuracy${from} }]
seeds: 2
checks: { reproducible: false }
limits: { failed-runs: 0.5 }
`,
    });
    const { stdout, stderr } = await conclusive(directory, 'run', '--json');
    if (said === null) expect(stderr).not.toContain(LEFT);
    else expect(`${stderr}${stdout}`).toContain(said);
    if (values === null) expect(stderr).toContain('CRASHED');
    else expect(readResult(stdout).models.map(({ runs }) => runs.ok)).toEqual([2, 2]);
    if (values !== null)
      for (const [index, { values: found }] of readResult(stdout).models.entries())
        expect(JSON.stringify(found)).toContain(`"value":${values[index]}`);
  });
});
