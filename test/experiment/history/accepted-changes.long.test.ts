import { expect, test } from 'vitest';
import { CONFIG, change, MARGIN, released, TRAIN } from './merged-changes.ts';

test('ten merges, each equivalent within ±0.005, that lose 0.04 together are told before the last of them', async () => {
  const repository = await released();
  const found: Array<Awaited<ReturnType<typeof change>>> = [];
  for (let merge = 1; merge <= 10; merge++)
    found.push(await change(repository, 0.8 - 0.004 * merge, `change-${merge}`));
  expect(found.map(({ result }) => result.verdict)).toEqual(Array(10).fill('equivalent'));
  expect(found[0]?.creep.status).toBe('pass');
  expect(found.slice(1).map(({ creep }) => creep.status)).toEqual(Array(9).fill('fail'));

  const { creep, result, markdown } = found[9] as (typeof found)[number];
  expect(creep).toMatchObject({ model: 'head', metric: 'score', threshold: -MARGIN });
  expect(creep.value).toBeCloseTo(-0.04, 3);
  expect(creep.message).toMatch(
    /^worse than v1\.4 by more than the margin 0\.005: score −0\.0[34]\d* \[−0\.04\d*, −0\.03\d*\] over 6 seeds$/,
  );
  expect(creep.evidence).toMatch(
    /9 changes accepted since v1\.4 add up to −0\.0[34]\d* in score, with this one −0\.0[34]\d*$/,
  );
  expect(result.gate).toMatchObject({
    conclusion: 'neutral',
    reason: expect.stringContaining('changes since the reference have added up to a loss'),
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
  const { result, creep, markdown } = await change(repository, 0.76, 'tenth');
  expect(result.verdict).toBe('equivalent');
  expect(creep).toMatchObject({ status: 'fail', model: 'head', metric: 'score', threshold: -MARGIN });
  expect(creep.value).toBeCloseTo(-0.04, 3);
  expect(result.gate.reason).toContain('changes since the reference have added up to a loss');
  expect(markdown.split('<details>')[0]).toContain('worse than v1.4 by more than the margin');
  expect(result.models.map(({ name }) => name)).toEqual(['baseline', 'head']);
});

test('a reference that can no longer be trained leaves the sum of what was accepted', async () => {
  const repository = await released();
  await repository.git('tag', '--delete', 'v1.4');
  await repository.commit({ 'train.mjs': 'process.exit(1)' });
  await repository.git('tag', 'v2');
  await repository.commit({ 'train.mjs': TRAIN });
  const first = await change(repository, 0.796, 'one');
  expect(first.creep).toMatchObject({ status: 'not-checked' });
  expect(first.creep.message).toMatch(/^0 of 6 runs of v2 can be compared; the first failure: .*exit/);
  expect((await change(repository, 0.792, 'two')).creep).toMatchObject({
    status: 'warn',
    metric: 'score',
    message: expect.stringMatching(
      /^1 change accepted since v2 adds up to −0\.00[34]\d* in score, with this one −0\.00[78]\d*$/,
    ),
  });
});

test('a reference with other evaluation files is not compared, and is no fault of the comparison', async () => {
  const repository = await released();
  await repository.commit({ 'conclusive.yml': `${CONFIG}evaluation: [test.csv]\n`, 'test.csv': 'a\n' });
  const { creep, result } = await change(repository, 0.7, 'worse');
  expect(result.verdict).toBe('regression');
  expect(creep).toMatchObject({
    status: 'not-checked',
    message: 'test.csv is not the same for v1.4, so its scores come from a different test',
  });
  expect(result.runs.forChecks ?? 0).toBe(0);
});
