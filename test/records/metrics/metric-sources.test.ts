import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { renameMetrics, withMetricSources } from '../../../src/records/metrics/metric-sources.ts';
import { recordedNames, type SourcedMetric } from '../../../src/records/readers/named/source-of.ts';
import { readRunDirectory } from '../../../src/records/readers/read-run-directory.ts';
import { RUN_SCHEMA, type RunRecord } from '../../../src/records/record.ts';
import { openRunStore } from '../../../src/records/store/store.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const RECORD: RunRecord = {
  schema: RUN_SCHEMA,
  fingerprint: 'ab'.repeat(32),
  model: 'head',
  seed: 1,
  params: {},
  commit: null,
  status: 'ok',
  failure: null,
  divergedBy: null,
  curves: [
    { epoch: 1, train: { loss: 2, mAP50: 0.1 }, validation: { f1: 0.5 } },
    { epoch: 2, train: { loss: 1, mAP50: 0.2 }, validation: { f1: 0.6 } },
  ],
  metrics: { validation: { f1: 0.6 }, test: { f1: 0.55, macro_f1: 0.99 } },
  slices: { short: { examples: 3, metrics: { f1: 0.4 } } },
  predictions: null,
  parameters: null,
  environment: {},
  cost: { wallSeconds: 1, cpuSeconds: null, peakMemoryBytes: null },
};

function rename(from: SourcedMetric['from'], record = RECORD) {
  return renameMetrics(record, [{ name: 'macro_f1', ...(from === undefined ? {} : { from }) }]);
}

it('takes the split that the name states, and no other value of that name', () => {
  const { metrics, curves, slices } = rename({ name: 'eval_f1', split: null });
  expect(metrics).toEqual({ validation: { f1: 0.6, macro_f1: 0.6 }, test: { f1: 0.55 } });
  expect(curves.map(({ validation }) => validation.macro_f1)).toEqual([0.5, 0.6]);
  expect(slices.short?.metrics).toEqual({ f1: 0.4 });
});

it('takes every split where the name states none', () => {
  const { metrics, slices } = rename({ name: 'f1', split: null });
  expect(metrics.validation?.macro_f1).toBe(0.6);
  expect(metrics.test?.macro_f1).toBe(0.55);
  expect(slices.short?.metrics.macro_f1).toBe(0.4);
});

it('takes a name without a split for the split that the config names, its last value as the final one', () => {
  const { metrics, curves } = rename({ name: 'mAP50', split: 'validation' });
  expect(metrics.validation?.macro_f1).toBe(0.2);
  expect(metrics.test).toEqual({ f1: 0.55 });
  expect(curves.map(({ train, validation }) => [train.macro_f1, validation.macro_f1])).toEqual([
    [undefined, 0.1],
    [undefined, 0.2],
  ]);
});

const LOSSES: RunRecord = {
  ...RECORD,
  curves: [
    { epoch: 1, train: { loss: 2 }, validation: { loss: 2.5 } },
    { epoch: 2, train: { loss: 1 }, validation: {} },
    { epoch: 3, train: { loss: 0.5 }, validation: { loss: 1.5 } },
  ],
  metrics: { train: { loss: 0.4 }, validation: { loss: 1.5 }, test: { loss: 1.7 }, shifted: { loss: 3 } },
};

test.each([
  { name: 'eval_loss', split: null },
  { name: 'test_loss', split: null },
  { name: 'loss', split: 'validation' },
  { name: 'loss', split: 'test' },
] as const)('says which value is compared, and leaves the curves of both splits: %j', (from) => {
  expect(renameMetrics(LOSSES, [{ name: 'loss', from }]).curves).toEqual(LOSSES.curves);
});

it('gives the metric the curves of its source on both splits', () => {
  const { curves } = renameMetrics(LOSSES, [{ name: 'nll', from: { name: 'eval_loss', split: null } }]);
  expect(curves[0]).toEqual({ epoch: 1, train: { loss: 2, nll: 2 }, validation: { loss: 2.5, nll: 2.5 } });
});

it('keeps what stands beside the value that decides, and nothing that would decide in its place', () => {
  const splitsOf = (name: string) => {
    const { metrics } = renameMetrics(LOSSES, [{ name: 'nll', from: { name, split: null } }]);
    return Object.entries(metrics).flatMap(([split, values]) => ('nll' in values ? [split] : []));
  };
  expect(splitsOf('test_loss')).toEqual(['train', 'validation', 'test', 'shifted']);
  expect(splitsOf('eval_loss')).toEqual(['train', 'validation', 'shifted']);
  const { metrics } = renameMetrics({ ...LOSSES, metrics: { validation: { loss: 1.5 } } }, [
    { name: 'loss', from: { name: 'test_loss', split: null } },
  ]);
  expect(metrics).toEqual({});
});

test.each(['bleu', 'toString', 'eval_bleu'])('finds nothing under %s', (name) => {
  const { metrics } = rename({ name, split: null });
  expect(metrics).toEqual({ validation: { f1: 0.6 }, test: { f1: 0.55 } });
});

it('calls the metric that diverged by its name in the config', () => {
  const diverged = { ...RECORD, status: 'diverged', divergedBy: 'f1' } as const;
  expect(rename({ name: 'eval_f1', split: null }, diverged).divergedBy).toBe('macro_f1');
});

it('leaves metrics without a source as they are', () => {
  expect(rename(undefined)).toBe(RECORD);
});

it('keeps on disk what the tool said, so that another name needs no other run', async () => {
  const folder = await temporaryFolder();
  const store = await openRunStore(folder, () => {});
  const named = (from: string) =>
    withMetricSources(store, () => [{ name: 'macro_f1', from: { name: from, split: null } }]);
  const { predictions: _, ...unsaved } = RECORD;
  expect((await named('eval_f1').save(unsaved)).metrics.validation?.macro_f1).toBe(0.6);
  const text = await readFile(join(folder, 'runs', `${RECORD.fingerprint}.json`), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ metrics: { validation: { f1: 0.6 } } });
  const found = await named('test_f1').find(RECORD.fingerprint);
  expect(found?.metrics.test).toEqual({ f1: 0.55, macro_f1: 0.55 });
});

it('makes the reader take the source as seriously as the metric: NaN there is a divergence', async () => {
  const directory = await temporaryFolder();
  await writeFile(join(directory, 'all_results.json'), '{"eval_f1": NaN}');
  const metrics = [{ name: 'macro_f1', from: { name: 'eval_f1', split: null } }];
  expect(recordedNames(metrics)).toEqual(['f1']);
  const { status, divergedBy } = await readRunDirectory(directory, {
    declaredMetrics: recordedNames(metrics),
  });
  expect({ status, divergedBy }).toEqual({ status: 'diverged', divergedBy: 'f1' });
});
