import type { Details } from '../../src/verdict/details.ts';

/** A drawn 3 of 8 × 8 pixels. */
export const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAAIklEQVR42mP4/58BCIAkEP6HU//BIiA5CBshAlWDUAzRDgCXBS7SwjYqoAAAAABJRU5ErkJggg==';

/** Of one variant on one metric. @param name of slices and examples: a run chooses it */
export function sampleDetails(variant: string, metric: string, name = 'rare'): Details {
  const slice = {
    variant,
    slice: `${name} words`,
    metric,
    isNamed: true,
    examples: 120,
    difference: -0.031,
    interval: { low: -0.05, high: -0.012 },
  };
  const example = { id: `${name}-17`, label: 2, before: 2, after: 0, rightBefore: 7, rightAfter: 1 };
  const bins = [0.35, 0.55, 0.75, 0.95].map((confidence) => ({
    confidence,
    accuracy: confidence - 0.05,
    predictions: 250,
  }));
  return {
    slices: [
      slice,
      {
        ...slice,
        slice: 'class 1',
        metric: null,
        isNamed: false,
        difference: 0.02,
        interval: { low: 0.004, high: 0.036 },
      },
      { ...slice, slice: 'hardest fifth', metric: null, isNamed: false, difference: 0, interval: null },
    ],
    changes: [
      {
        variant,
        pairs: 8,
        newlyWrong: 31,
        newlyRight: 44,
        confusion: [
          { label: 2, taken: 0, newlyWrong: 18, newlyRight: 30 },
          { label: 2, taken: 1, newlyWrong: 9, newlyRight: 0 },
          { label: 1, taken: 3, newlyWrong: 4, newlyRight: 14 },
        ],
        examples: [
          { ...example, show: `Many ${name} words that nobody reads.` },
          { ...example, id: `${name}-18`, after: 1, show: PNG },
          { ...example, id: `${name}-19`, before: 0, after: 2, rightBefore: 1, rightAfter: 8 },
        ],
      },
    ],
    calibration: [
      { model: 'baseline', bins, expectedError: 0.05 },
      {
        model: variant,
        bins: bins.map((bin) => ({ ...bin, accuracy: bin.accuracy - 0.06 })),
        expectedError: 0.11,
      },
    ],
    sensitivity: [
      {
        variant,
        metric,
        setting: 'learning_rate × 0.5',
        difference: 0.019,
        interval: { low: 0.002, high: 0.036 },
        pairs: 3,
      },
      { variant, metric, setting: 'learning_rate × 2', difference: -0.004, interval: null, pairs: 3 },
    ],
  };
}
