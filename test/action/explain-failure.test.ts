import { expect, test } from 'vitest';
import { explainFailure } from '../../src/action/explain-failure.ts';
import { ConfigError } from '../../src/config/file/config-error.ts';
import { AwaitedRunsError } from '../../src/experiment/waves/awaited-runs.ts';
import type { RunRecord } from '../../src/records/record.ts';
import { AbortedError } from '../../src/train/aborted-error.ts';
import type { RunContext } from '../../src/train/run/train-run.ts';
import { VERSION } from '../../src/version.ts';

test('a step that is stopped was cancelled, and has not failed', () => {
  expect(explainFailure(new AbortedError('stopped by a signal'))).toMatchObject({
    kind: 'cancelled',
    exitCode: 130,
    message: 'the run was stopped before it was decided',
  });
});

test('input that is wrong is told by its message alone, in the log as on the pull request', () => {
  const error = new ConfigError('c.yml', [{ position: { line: 2, column: 3 }, message: 'is wrong' }]);
  const message = 'c.yml:2:3: is wrong';
  expect(explainFailure(error)).toEqual({ kind: 'failed', exitCode: 2, log: message, message });
});

test('a fault of the program has its stack in the log, and one line on the pull request', () => {
  const { exitCode, log, message } = explainFailure(new TypeError('x is undefined'));
  expect(exitCode).toBe(3);
  expect(log).toContain('please report it:\nTypeError: x is undefined\n    at ');
  expect(message).toBe(`conclusive ${VERSION} failed, by a fault of its own: x is undefined`);
});

test('records that are missing at the end are told with what to do', () => {
  const model = { name: 'head', ref: null, commit: null, directory: '.', params: {}, fingerprint: String };
  const known = new Map<string, RunRecord>();
  const waves = [{ wave: 1, pairs: 4, looks: [4] }];
  const context = {} as RunContext;
  const error = new AwaitedRunsError({ kind: 'look', models: [model], pairs: 4, waves, known, context });
  const { exitCode, message } = explainFailure(error);
  expect(exitCode).toBe(4);
  expect(message).toMatch(
    /^4 runs of wave 1 are missing \(head seed 1, head seed 2, head seed 3 and others\): .* Run the failed jobs/,
  );
  const one = new AwaitedRunsError({
    kind: 'checks',
    groups: [{ runs: [{ model, seed: 1, fingerprint: '1' }], context }],
  });
  expect(explainFailure(one).message).toMatch(/^1 run that checks need is missing \(head seed 1\): /);
});
