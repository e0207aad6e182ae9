import { expect, test } from 'vitest';
import { describeProvenance, type Origin } from '../../src/verdict/provenance.ts';
import { record } from '../checks/records.ts';

const ORIGIN: Origin = {
  version: '1.2.3',
  config: 'my models/conclusive.yml',
  trainer: 'model.ts',
  base: { name: 'main', commit: 'a'.repeat(40) },
  head: 'b'.repeat(40),
  uncommitted: false,
  options: ['--parallel', '2'],
  notices: [],
  policyChanges: [],
};

test('the command repeats the experiment: commits, options, and a path that a shell takes whole', () => {
  expect(describeProvenance(ORIGIN, [])).toMatchObject({
    head: 'bbbbbbb',
    base: 'main@aaaaaaa',
    command: 'conclusive run --config "my models/conclusive.yml" --base aaaaaaa --head bbbbbbb --parallel 2',
  });
  expect(describeProvenance({ ...ORIGIN, base: null }, []).command).not.toMatch(/--base|--head/);
});

test('the machine is this one, the rest of the environment what the first finished run says', () => {
  const records = [
    record('head', 1, { status: 'crashed', environment: { backend: 'none' } }),
    record('head', 2, { environment: { backend: 'wasm' } }),
  ];
  expect(describeProvenance(ORIGIN, records).environment).toMatchObject({
    node: process.version,
    backend: 'wasm',
  });
});

test('proposed changes of the config are fifty at the most, and left out where there are none', () => {
  const change = { key: 'alpha', base: '0.05', proposed: '0.1' };
  expect(describeProvenance(ORIGIN, [])).not.toHaveProperty('policyChanges');
  const many = { ...ORIGIN, policyChanges: Array.from({ length: 60 }, () => change) };
  expect(describeProvenance(many, []).policyChanges).toHaveLength(50);
});
