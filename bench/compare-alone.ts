import { type CompareRequest, compareResults } from '../src/compare-results.ts';

const NO_OPTIONS = {
  baseline: undefined,
  variants: [],
  metrics: [],
  secondary: [],
  directions: [],
  margins: [],
  alpha: undefined,
  design: undefined,
  failedRuns: undefined,
  failOn: [],
  outputDirectory: undefined,
};

/** `compare` with no options but these. */
export function compareAlone(request: Pick<CompareRequest, 'files'> & Partial<CompareRequest>) {
  return compareResults({ ...NO_OPTIONS, ...request });
}
