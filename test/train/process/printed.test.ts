import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PrintedText } from '../../../src/train/process/printed.ts';

test('keeps the end of what was printed, however it came', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary-ascii' })),
      fc.integer({ min: 1, max: 40 }),
      (chunks, most) => {
        const printed = new PrintedText(most);
        for (const chunk of chunks) printed.add(Buffer.from(chunk));
        expect(printed.text()).toBe(chunks.join('').slice(-most));
      },
    ),
  );
});
