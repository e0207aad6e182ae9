import { expect, test } from 'vitest';
import { acceptedChanges } from '../../../src/experiment/history/accepted-changes.ts';
import type { Experiment } from '../../../src/experiment/prepare.ts';
import type { Decision } from '../../../src/records/store/ledger.ts';
import { Repository } from '../../support/repository.ts';
import { change, MARGIN, released } from './merged-changes.ts';

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

test('is one decision a commit of the baseline: at the merge, else at the merged head, and none before the reference', async () => {
  const repository = await Repository.create();
  const before = await repository.commit({ a: '0' });
  const tag = await repository.commit({ a: '1' });
  const merge = async (name: string) => {
    await repository.git('checkout', '--quiet', '-b', name);
    const head = await repository.commit({ [name]: '1' });
    await repository.git('checkout', '--quiet', 'main');
    await repository.git('merge', '--quiet', '--no-ff', '--message', name, name);
    return { head, merged: await repository.git('rev-parse', 'HEAD') };
  };
  const [one, two] = [await merge('one'), await merge('two')];
  await repository.git('checkout', '--quiet', '-b', 'dropped');
  const dropped = await repository.commit({ dropped: '1' });
  const decision = (commit: string, difference: number, more: Partial<Decision> = {}): Decision => ({
    testSet: 'a'.repeat(64),
    change: 'b'.repeat(64),
    commit,
    experiment: 'conclusive.yml',
    variant: 'head',
    metrics: ['score'],
    verdict: 'equivalent',
    differences: { score: difference },
    date: '2026-11-25T02:00:00.000Z',
    ...more,
  });
  const experiment = {
    name: 'conclusive.yml',
    checkout: repository.path,
    models: [{ commit: two.merged }],
    reference: { model: { commit: tag } },
  } as unknown as Experiment;
  const ledger = [
    decision(before, -1),
    decision(tag, -1),
    decision(one.head, -0.5),
    decision(one.head, -0.001),
    decision(one.head, 0.2, { variant: 'wide' }),
    decision(one.head, -1, { experiment: 'other.yml' }),
    decision(two.head, -1),
    decision(two.merged, -0.002),
    decision(dropped, -1),
  ];
  expect(await acceptedChanges(experiment, ledger)).toEqual([
    { variant: 'head', differences: { score: -0.002 } },
    { variant: 'head', differences: { score: -0.001 } },
    { variant: 'wide', differences: { score: 0.2 } },
  ]);
  expect(await acceptedChanges({ ...experiment, reference: null }, ledger)).toEqual([]);
});
