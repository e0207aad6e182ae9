import type { ExperimentResult } from './result.ts';

/** 0: the gate passed. 1: it failed. 3: training failed, so there is no verdict. */
export function exitCodeOf({ models, gate, runs }: ExperimentResult): 0 | 1 | 3 {
  if (
    runs.trained + runs.reused > 0 &&
    models.some((model) => model.fixed === undefined && model.runs.ok === 0)
  )
    return 3;
  return gate.passed ? 0 : 1;
}
