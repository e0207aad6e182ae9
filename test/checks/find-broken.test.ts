import { describe, expect, test } from 'vitest';
import { CONFIG_SCHEMA } from '../../src/checks/config-schema.ts';
import type { Gathered } from '../../src/checks/evidence.ts';
import { setupOf } from '../../src/checks/evidence.ts';
import { findBroken } from '../../src/checks/find-broken.ts';
import { parseConfig } from '../support/parse-config.ts';
import { known, leaked } from './data/known-data.ts';
import { named } from './judge.ts';
import { record } from './records.ts';

const config = parseConfig(
  `trainer: { command: train }
models: { variants: [{ name: head, params: { x: 1 } }] }
metrics: [{ name: accuracy }]`,
  'c.yml',
);

function broken(gathered: Partial<Gathered>, options: object = {}): string[] {
  const setup = setupOf({ config, models: named('baseline', 'head') });
  const section = CONFIG_SCHEMA.shape.checks.parse(options);
  return findBroken({ ...setup, ...gathered }, section).map(({ id }) => id);
}

const CLEAN = { ...known({}), model: 'head' };
const LEAKED = { ...known({ exact: leaked(600) }), model: 'head' };
const digests = (head: string) => [
  { model: 'baseline', files: { 'test.csv': 'a' } },
  { model: 'head', files: { 'test.csv': head } },
];

describe('before the first run', () => {
  test('a leak shows, unless the config ignores it', () => {
    expect(broken({ modelData: [CLEAN] })).toEqual([]);
    expect(broken({ modelData: [LEAKED] })).toEqual(['leakage/exact']);
    const ignore = [{ check: 'leakage/exact', reason: 'known' }];
    expect(broken({ modelData: [LEAKED] }, { ignore })).toEqual([]);
  });

  test('files of the evaluation that differ show', () => {
    expect(broken({ evaluationDigests: digests('a') })).toEqual([]);
    expect(broken({ evaluationDigests: digests('b') })).toEqual(['evaluation-files']);
  });
});

test('what runs show is asked for once there are runs, and only of checks that break a comparison', () => {
  const failed = ['baseline', 'head'].map((model) => record(model, 1, { status: 'crashed' }));
  expect(broken({ records: failed })).toEqual(['failed-runs', 'failed-runs']);
});
