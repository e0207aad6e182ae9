import { expect, test } from 'vitest';
import { change, MARGIN, released } from './merged-changes.ts';

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
    /^worse than v1\.4 by more than the margin 0\.005: score −0\.0[34]\d* \[−0\.04\d*, −0\.03\d*\] over 6 seeds; 9 changes accepted since v1\.4 add up to −0\.0[34]\d* in score, with this one −0\.0[34]\d*$/,
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
