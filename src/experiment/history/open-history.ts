/** Reads the history before the first run, and adds to it after the last. */
import type { Gathered } from '../../checks/evidence.ts';
import { type Decision, readLedger } from '../../records/store/ledger.ts';
import type { TestedBefore } from '../../records/store/tested.ts';
import type { ExperimentResult } from '../../verdict/result.ts';
import type { Training } from '../looks/train-until-decided.ts';
import type { Experiment } from '../prepare.ts';
import { type ContinuedExperiment, goOn, readMemory, rememberTested, testedWithMore } from './go-on.ts';
import { type FirstDesigns, type KeptRuns, openFirstDesigns } from './second-thoughts.ts';
import { keepDecisions } from './test-set-use.ts';

export interface History extends Pick<FirstDesigns, 'notices' | 'changes' | 'withhold'> {
  /** The experiment, continued from what was tested. */
  readonly experiment: ContinuedExperiment;
  readonly ledger: readonly Decision[];
  /** @returns what this experiment tested */
  add(
    result: ExperimentResult,
    training: Pick<Training, 'tested' | 'records'>,
    evidence: Pick<Gathered, 'testSetUse'>,
  ): Promise<TestedBefore>;
}

export async function openHistory(prepared: Experiment, kept: KeptRuns): Promise<History> {
  const ledger = await readLedger(prepared.output, prepared.warn);
  const before = await readMemory(prepared);
  const experiment = goOn(prepared, before);
  const { notices, changes, withhold, toRemember } = await openFirstDesigns(
    prepared,
    before,
    experiment,
    kept,
  );
  return {
    experiment,
    ledger,
    notices: [...testedWithMore(prepared, experiment), ...notices],
    changes,
    withhold,
    async add(result, training, { testSetUse }) {
      await keepDecisions(experiment, testSetUse, result, ledger);
      const designs = toRemember(result, training);
      return rememberTested(experiment, training.tested, result, { before, designs });
    },
  };
}
