import { expect, test } from 'vitest';
import { createRandom } from '../../../src/stats/random.ts';
import { check } from './judge-reference.ts';
import { CONFIG, change, MARGIN, released, TRAIN } from './merged-changes.ts';

test('fails in at most alpha / 2 where the loss is the margin and runs stop when a look is unlucky', () => {
  const random = createRandom('reference', 'calibration');
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const looks = [4, 6, 9];
  let failed = 0;
  const REPETITIONS = 4000;
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const all = Array.from({ length: 9 }, () => -0.01 + 0.01 * normal());
    // The worst that stopping can do: at the first look at which it would fail.
    const statuses = looks.map((count) => check({ differences: all.slice(0, count), looks }).status);
    if (statuses.includes('fail')) failed++;
  }
  expect(failed / REPETITIONS).toBeLessThan(0.025 + 4 * Math.sqrt((0.025 * 0.975) / REPETITIONS));
  expect(failed / REPETITIONS).toBeGreaterThan(0.015);
});

test('ten merges, each equivalent within ±0.005, that lose 0.04 together are told before the last of them', async () => {
  const repository = await released();
  const found: Array<Awaited<ReturnType<typeof change>>> = [];
  for (let merge = 1; merge <= 10; merge++)
    found.push(await change(repository, 0.8 - 0.004 * merge, `change-${merge}`));
  expect(found.map(({ result }) => result.verdict)).toEqual(Array(10).fill('equivalent'));
  expect(found[0]?.check.status).toBe('pass');
  expect(found.slice(1).map(({ check }) => check.status)).toEqual(Array(9).fill('fail'));

  const { check, result, markdown } = found[9] as (typeof found)[number];
  expect(check).toMatchObject({ model: 'head', metric: 'score', threshold: -MARGIN });
  expect(check.value).toBeCloseTo(-0.04, 3);
  expect(check.message).toMatch(
    /^worse than v1\.4 by more than the margin 0\.005: score −0\.0[34]\d* \[−0\.04\d*, −0\.03\d*\] over 6 seeds$/,
  );
  expect(result.gate).toMatchObject({
    conclusion: 'neutral',
    reason: expect.stringContaining('a variant is worse than the reference'),
  });
  expect(markdown.split('<details>')[0]).toContain('worse than v1.4 by more than the margin');
  // Apart from the comparison: the baseline is what the head left, and the only other model.
  expect(result.models.map(({ name }) => name)).toEqual(['baseline', 'head']);
  expect(result.comparisons).toHaveLength(1);
  expect(result.runs.forChecks).toBe(6);
});

test('a change that is equivalent to its baseline is held against the release before ten like it', async () => {
  const repository = await released();
  for (let merge = 1; merge <= 9; merge++)
    await repository.commit({ 'score.json': JSON.stringify({ score: 0.8 - 0.004 * merge }) });
  const { result, check, markdown } = await change(repository, 0.76, 'tenth');
  expect(result.verdict).toBe('equivalent');
  expect(check).toMatchObject({ status: 'fail', model: 'head', metric: 'score', threshold: -MARGIN });
  expect(check.value).toBeCloseTo(-0.04, 3);
  expect(result.gate.reason).toContain('a variant is worse than the reference');
  expect(markdown.split('<details>')[0]).toContain('worse than v1.4 by more than the margin');
  expect(result.models.map(({ name }) => name)).toEqual(['baseline', 'head']);
});

test('a reference that can no longer be trained is not compared', async () => {
  const repository = await released();
  await repository.git('tag', '--delete', 'v1.4');
  await repository.commit({ 'train.mjs': 'process.exit(1)' });
  await repository.git('tag', 'v2');
  await repository.commit({ 'train.mjs': TRAIN });
  const first = await change(repository, 0.796, 'one');
  expect(first.check).toMatchObject({ status: 'not-checked' });
  expect(first.check.message).toMatch(/^0 of 6 runs of v2 can be compared; the first failure: .*exit/);
});

test('a reference with other evaluation files is not compared, and is no fault of the comparison', async () => {
  const repository = await released();
  await repository.commit({ 'conclusive.yml': `${CONFIG}evaluation: [test.csv]\n`, 'test.csv': 'a\n' });
  const { check, result } = await change(repository, 0.7, 'worse');
  expect(result.verdict).toBe('regression');
  expect(check).toMatchObject({
    status: 'not-checked',
    message: 'test.csv is not the same for v1.4, so its scores come from a different test',
  });
  expect(result.runs.forChecks ?? 0).toBe(0);
});
