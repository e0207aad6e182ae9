import { expect, test } from 'vitest';
import { comparedCommits } from '../../../src/report/content/compared-commits.ts';
import { viewOf } from '../../../src/report/view.ts';
import type { Provenance } from '../../../src/verdict/result.ts';
import { plain } from '../../support/plain.ts';
import { better } from '../../support/samples.ts';

test.each<[string, Partial<Provenance>, string]>([
  ['of a pull request', {}, 'commit 4f2a91c against main@91be0d3'],
  ['that are named by their commits alone', { base: 'fa4d3d8@fa4d3d8' }, 'commit 4f2a91c against fa4d3d8'],
  [
    'of which one is named by its whole hash',
    { base: `${'fa4d3d8'.padEnd(40, '0')}@fa4d3d8` },
    'commit 4f2a91c against fa4d3d8',
  ],
  ['of a branch that is called like a hash', { base: 'fa@fa4d3d8' }, 'commit 4f2a91c against fa@fa4d3d8'],
  ['of a commit without a base', { base: null }, 'commit 4f2a91c'],
  [
    'of a checkout with changes',
    { head: null, uncommitted: true },
    'uncommitted changes of this checkout against main@91be0d3',
  ],
  ['outside git', { head: null, base: null }, ''],
])('the commits %s', (_, provenance, expected) => {
  const result = { ...better, provenance: { ...better.provenance, ...provenance } };
  expect(plain(comparedCommits(viewOf(result)))).toBe(expected);
});
