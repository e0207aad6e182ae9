/** Kernels of text. */
import type { Specs, Value } from '../draw.ts';

const words = (values: string[], shape: number[] = [values.length]): Value => ({
  shape,
  dtype: 'string',
  values,
});

export const text: Specs = {
  StringNGrams: {
    types: ['string'],
    ranks: [1],
    make: (draw) => ({
      inputs: {
        data: words(draw.list(5, () => draw.pick('a', 'bb', 'é'))),
        dataSplits: { shape: [3], dtype: 'int32', values: [0, 2, 5] },
      },
      attributes: {
        separator: '|',
        nGramWidths: [draw.integer(1, 3)],
        leftPad: 'L',
        rightPad: 'R',
        padWidth: draw.integer(-1, 1),
        preserveShortSequences: draw.is(),
      },
    }),
  },
  StringSplit: {
    types: ['string'],
    ranks: [1],
    make: (draw) => ({
      inputs: {
        input: words(draw.list(3, () => draw.pick('a b', ' b  c', ''))),
        delimiter: words([' '], []),
      },
      attributes: { skipEmpty: draw.is() },
    }),
  },
  StringToHashBucketFast: {
    types: ['string'],
    ranks: [0, 1, 2, 3],
    make: (draw, dtype, rank) => ({
      inputs: { input: draw.value(draw.shape(rank), dtype) },
      attributes: { numBuckets: draw.integer(1, 9) },
    }),
  },
  StaticRegexReplace: {
    types: ['string'],
    ranks: [0, 1, 2, 3],
    make: (draw, dtype, rank) => ({
      inputs: { x: draw.value(draw.shape(rank), dtype) },
      attributes: { pattern: 'a|b', rewrite: 'x', replaceGlobal: draw.is() },
    }),
  },
};
