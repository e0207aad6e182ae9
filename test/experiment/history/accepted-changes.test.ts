import { expect, test } from 'vitest';
import { acceptedChanges } from '../../../src/experiment/history/accepted-changes.ts';
import type { Experiment } from '../../../src/experiment/prepare.ts';
import type { Decision } from '../../../src/records/store/ledger.ts';
import { Repository } from '../../support/repository.ts';

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
