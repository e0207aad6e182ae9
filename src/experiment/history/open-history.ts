/** Reads the history before the first run, and adds to it after the last. */
import type { TestedBefore } from '../../records/store/tested.ts';
import type { ExperimentResult } from '../../verdict/result.ts';
import type { Training } from '../looks/train-until-decided.ts';
import { ofMeans } from '../means-of-tasks.ts';
import type { Experiment } from '../prepare.ts';
import { type ContinuedExperiment, goOn, readMemory, rememberTested, testedWithMore } from './go-on.ts';
import { type FirstDesigns, type KeptRuns, openFirstDesigns } from './second-thoughts.ts';

export interface History extends Pick<FirstDesigns, 'notices' | 'changes' | 'withhold'> {
  /** The experiment, continued from what was tested. */
  readonly experiment: ContinuedExperiment;
  /** @returns what this experiment tested */
  add(result: ExperimentResult, training: Pick<Training, 'tested' | 'records'>): Promise<TestedBefore>;
}

export async function openHistory(prepared: Experiment, kept: KeptRuns): Promise<History> {
  const before = await readMemory(prepared);
  const tested = ofMeans(prepared);
  const continued = goOn(tested, before);
  const { metrics } = prepared.config;
  const experiment = { ...continued, config: { ...continued.config, metrics } };
  const { notices, changes, withhold, toRemember } = await openFirstDesigns(tested, before, continued, kept);
  return {
    experiment,
    notices: [...testedWithMore(prepared, experiment), ...notices],
    changes,
    withhold,
    async add(result, training) {
      const designs = toRemember(result, training);
      return rememberTested(continued, training.tested, result, { before, designs });
    },
  };
}
