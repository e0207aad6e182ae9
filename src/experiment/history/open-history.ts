/** Reads the history before the first run, and adds to it after the last. */
import type { Gathered } from '../../checks/evidence.ts';
import { type Decision, readLedger } from '../../records/store/ledger.ts';
import { readTested, type TestedBefore } from '../../records/store/tested.ts';
import type { ExperimentResult } from '../../verdict/result.ts';
import type { Training } from '../looks/train-until-decided.ts';
import type { Experiment } from '../prepare.ts';
import { type ContinuedExperiment, goOn, rememberTested, testedWithMore } from './go-on.ts';
import { keepDecisions } from './test-set-use.ts';
import { verdictsByVary } from './verdicts-by-vary.ts';

export interface History {
  /** The experiment, continued from what was tested. */
  readonly experiment: ContinuedExperiment;
  readonly ledger: readonly Decision[];
  readonly notices: readonly string[];
  /** @returns what this experiment tested */
  add(
    result: ExperimentResult,
    training: Pick<Training, 'tested'>,
    evidence: Pick<Gathered, 'testSetUse'>,
  ): Promise<TestedBefore>;
}

export async function openHistory(prepared: Experiment): Promise<History> {
  const ledger = await readLedger(prepared.output, prepared.warn);
  const before = await readTested(prepared.output, prepared.warn);
  const experiment = goOn(prepared, before);
  return {
    experiment,
    ledger,
    notices: [...testedWithMore(prepared, experiment), ...verdictsByVary(experiment, ledger)],
    async add(result, { tested }, { testSetUse }) {
      await keepDecisions(experiment, testSetUse, result, ledger);
      return rememberTested(experiment, tested, result, before);
    },
  };
}
