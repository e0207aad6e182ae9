import { expect, test } from 'vitest';
import { machine } from '../../../src/checks/conditions/machine.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { judgeOne } from '../judge.ts';
import { record } from '../records.ts';

const on = (model: string, seed: number, cpu: string | null, environment: RunRecord['environment'] = {}) =>
  record(model, seed, {
    environment,
    cost: { wallSeconds: 1, cpuSeconds: 1, peakMemoryBytes: null, ...(cpu === null ? {} : { machine: cpu }) },
  });
const SEEDS = [1, 2, 3, 4];

test('passes where every pair was trained on one kind of machine', () => {
  const records = SEEDS.flatMap((seed) => [
    on('baseline', seed, seed > 2 ? 'B' : 'A'),
    on('head', seed, seed > 2 ? 'B' : 'A'),
  ]);
  expect(judgeOne(machine, { records })).toMatchObject({ status: 'pass', value: 0 });
});

test('warns where the baseline comes from another machine, and names both', () => {
  const records = SEEDS.flatMap((seed) => [on('baseline', seed, 'EPYC'), on('head', seed, 'Xeon')]);
  expect(judgeOne(machine, { records })).toMatchObject({
    status: 'warn',
    value: 1,
    message: '4 of 4 pairs were trained on two kinds of machines: EPYC and Xeon',
  });
  expect(judgeOne(machine, { records, reusedHold: true })).toMatchObject({ status: 'pass' });
});

test('reads what runs say of their hardware, and nothing else of their environment', () => {
  const records = (key: string) =>
    SEEDS.flatMap((seed) => [
      on('baseline', seed, null, { [key]: 'V100' }),
      on('head', seed, null, { [key]: 'T4' }),
    ]);
  expect(judgeOne(machine, { records: records('gpu') })).toMatchObject({ status: 'warn' });
  expect(judgeOne(machine, { records: records('torch') })).toMatchObject({ status: 'not-checked' });
});

test('a pair in four is told and no alarm', () => {
  const records = SEEDS.flatMap((seed) => [
    on('baseline', seed, seed === 1 ? 'B' : 'A'),
    on('head', seed, 'A'),
  ]);
  expect(judgeOne(machine, { records })).toMatchObject({ status: 'pass', value: 0.25 });
});

test.each([
  ['another GPU', { gpu: 'A100', driver: '550.1' }, { gpu: 'H100', driver: '550.1' }, 'A100 and H100'],
  ['another driver', { gpu: 'A100', driver: '550.1' }, { gpu: 'A100', driver: '570.2' }, '550.1 and 570.2'],
  ['a GPU in one arm alone', { gpu: 'A100', driver: '550.1' }, {}, 'A100 and no GPU'],
])('warns of %s, which whoever starts runs has seen', (_, before, after, named) => {
  const cost = { wallSeconds: 1, cpuSeconds: 1, peakMemoryBytes: null, machine: 'EPYC' };
  const records = SEEDS.flatMap((seed) => [
    record('baseline', seed, { cost: { ...cost, node: 'n1', ...before } }),
    record('head', seed, { cost: { ...cost, node: 'n2', ...after } }),
  ]);
  const judged = judgeOne(machine, { records });
  expect(judged).toMatchObject({ status: 'warn', message: expect.stringContaining(named) });
});

test('two hosts of one kind are one kind of machine', () => {
  const cost = { wallSeconds: 1, cpuSeconds: 1, peakMemoryBytes: null, machine: 'EPYC' };
  const records = SEEDS.flatMap((seed) => [
    record('baseline', seed, { cost: { ...cost, node: 'n1' } }),
    record('head', seed, { cost: { ...cost, node: 'n2' } }),
  ]);
  expect(judgeOne(machine, { records })).toMatchObject({ status: 'pass', value: 0 });
});

test('a parameter may say it, too', () => {
  const records = SEEDS.flatMap((seed) => [
    record('baseline', seed, { params: { device: 'cuda:0' } }),
    record('head', seed, { params: { device: 'cpu' } }),
  ]);
  expect(judgeOne(machine, { records })).toMatchObject({
    status: 'warn',
    message: '4 of 4 pairs were trained on two kinds of machines: cuda and cpu',
  });
});
