import type { ExperimentResult } from '../../src/verdict/result.ts';
import { sampleDetails } from './sample-details.ts';
import { ACCURACY, draws, MACRO_F1, moved, sampleResult } from './sample-results.ts';

const F1 = draws('largest-f1', 25, 0.69, 0.019);
const ACC = draws('largest-acc', 25, 0.83, 0.01);
const armOf = (name: string, f1: number) => ({
  macro_f1: moved(F1, `${name}-f1`, f1, 0.018),
  accuracy: moved(ACC, `${name}-acc`, f1 / 2, 0.01),
});

const result = sampleResult({
  metrics: [MACRO_F1, ACCURACY],
  baseline: { macro_f1: F1, accuracy: ACC },
  variants: {
    'variant-a': armOf('a', 0.004),
    'variant-b': armOf('b', 0.006),
    'variant-c': armOf('c', -0.003),
  },
  seeds: { kind: 'sequential', min: 6, max: 25 },
  curves: {
    baseline: { epochs: 50, speed: 0.05, rise: 0.001 },
    'variant-a': { epochs: 50, speed: 0.05, rise: 0.002 },
    'variant-b': { epochs: 50, speed: 0.1, rise: 0.02 },
    'variant-c': { epochs: 50, speed: 0.05, rise: 0.001 },
  },
});

/** As much as the page is promised to show in 700 kB: 3 variants × 25 seeds × 50 epochs. */
export const largest: ExperimentResult = { ...result, details: sampleDetails('variant-b', 'macro_f1') };
