import { expect, test } from 'vitest';
import { renderComment } from '../../../../src/report/comment.ts';
import { better } from '../../../support/samples.ts';

const comment = (count: number) => {
  const policyChanges = Array.from({ length: count }, (_, i) => ({
    key: `params.p${i}`,
    base: i % 2 === 0 ? null : '1',
    proposed: i % 2 === 0 ? '2' : null,
  }));
  return renderComment({ ...better, provenance: { ...better.provenance, policyChanges } });
};

test('a proposed change of the config is a table below the notices, of ten rows at most', () => {
  expect(comment(2)).toContain('| `params.p0` | not set | `2` |\n| `params.p1` | `1` | not set |');
  expect(comment(10)).not.toContain('More is changed');
  const many = comment(50);
  expect(many.match(/^\| `params\.p/gm)).toHaveLength(10);
  expect(many).toContain('More is changed in the file itself.');
});
