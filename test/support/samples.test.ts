import { describe, expect, test } from 'vitest';
import { CHECKS } from '../../src/checks/registry.ts';
import { everySample } from './every-sample.ts';
import { hostile, hostileSample, huge } from './extreme-samples.ts';
import { readResult } from './result-schema.ts';
import { sampleResult } from './sample-results.ts';

const IDS = CHECKS.map(({ id }) => id);

describe.each([...everySample, ['huge', huge()] as const])('the sample %s', (_, result) => {
  test('is a result that the program can write', () => {
    const json = JSON.stringify(result);
    expect(readResult(json)).toEqual(JSON.parse(json));
  });

  test('has the rows of checks that there are, in the order of the registry', () => {
    const shown = [...new Set(result.checks.map(({ id }) => id))];
    expect(shown.length).toBeGreaterThan(10);
    expect(shown).toEqual(IDS.filter((id) => shown.includes(id)));
  });

  test('speaks of its own models', () => {
    const models = new Set<string | null>([null, ...result.models.map(({ name }) => name)]);
    expect(result.checks.filter(({ model }) => !models.has(model))).toEqual([]);
  });
});

test('a sample with hostile names has the numbers that are computed under these names', () => {
  const name = '` @octocat | toString';
  expect(hostile(name)).toEqual(sampleResult(hostileSample(name, {})));
});
