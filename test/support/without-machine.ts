import type { ExperimentResult } from '../../src/verdict/result.ts';

const MEASURE_TIME = ['training-effort', 'smaller-model'];

/** Of a result, what does not hang on which machine trained when. */
export function withoutMachine(result: ExperimentResult): unknown {
  const { provenance: _, runs, ...rest } = result;
  const { trained, reused, retried, forChecks, failures } = runs;
  const checks = result.checks.filter(({ id }) => !MEASURE_TIME.includes(id));
  const text = JSON.stringify(
    { ...rest, checks, runs: { trained, reused, retried, forChecks, failures } },
    (key, value) => (/seconds|machine|bytes/i.test(key) ? null : value),
  );
  return JSON.parse(text);
}
