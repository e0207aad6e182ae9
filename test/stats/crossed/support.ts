import fc from 'fast-check';

/** Contributions from R: anova(lm(y ~ s + e)) gives the mean squares 1.81944…, 3.74166…, 1.38611…. */
export const ROWS = [
  [1, 0, 2, -1, 3, 1],
  [0, 1, 2, 0, 1, -2],
  [2, 2, 3, 1, 2, 0],
  [-1, 0, 1, 1, 4, 2],
];
export const MEAN_SQUARES = { seeds: 1.81944444444444, examples: 3.74166666666667, rest: 1.38611111111111 };

/** Tables of at least two rows and columns whose cells do not all agree. */
export const tables = fc
  .tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 2, max: 12 }))
  .chain(([seeds, examples]) =>
    fc.array(
      fc.array(
        fc.integer({ min: -100, max: 100 }).map((value) => value / 8),
        {
          minLength: examples,
          maxLength: examples,
        },
      ),
      { minLength: seeds, maxLength: seeds },
    ),
  )
  .filter((rows) => new Set(rows.flat()).size > 1);
