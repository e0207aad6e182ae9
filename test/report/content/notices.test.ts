import { expect, test } from 'vitest';
import { notices } from '../../../src/report/content/notices.ts';
import { viewOf } from '../../../src/report/view.ts';
import { plainBlocks } from '../../support/plain.ts';
import { better } from '../../support/samples.ts';

const read = (told: readonly string[], split: 'train' | 'test' = 'test') =>
  plainBlocks(
    notices(
      viewOf({
        ...better,
        splits: { macro_f1: split },
        provenance: { ...better.provenance, notices: told },
      }),
    ),
  );

test('what the reader has to know stands in notes of their own, the first five of them', () => {
  expect(read(['one', 'two'])).toBe('> ℹ️ one\n\n> ℹ️ two');
  expect(read(['a', 'b', 'c', 'd', 'e', 'f'])).not.toContain('f');
  expect(read([])).toBe('');
});

test('that only the training split was measured comes before all of them', () => {
  expect(read(['one'], 'train')).toMatch(/^> ℹ️ Measured on the training split: .*\n\n> ℹ️ one$/);
});
