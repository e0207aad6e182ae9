import fc from 'fast-check';

const score = fc.integer({ min: -1000, max: 1000 }).map((value) => value / 100);

/** Tasks with two to six runs each. */
export const ragged = (tasks: { readonly minLength: number; readonly maxLength: number }) =>
  fc.array(fc.array(score, { minLength: 2, maxLength: 6 }), tasks);
