import { marginNotices } from '../analysis/margin-scale.ts';
import type { Check } from '../checks/check.ts';
import type { Details } from '../verdict/details.ts';
import { judge } from '../verdict/judge.ts';
import { describeProvenance } from '../verdict/provenance.ts';
import type { ExperimentResult } from '../verdict/result.ts';
import { claimedBeforehand } from './claimed-beforehand.ts';
import type { ContinuedExperiment } from './history/go-on.ts';
import type { Training } from './looks/train-until-decided.ts';
import { unmetRequests } from './unmet-requests.ts';

interface Found {
  readonly checks: readonly Check[];
  /** Includes the runs of checks. */
  readonly costs: Training['costs'];
  /** Notices about records from elsewhere. */
  readonly notices: readonly string[];
  readonly details: Details;
}

const UNKNOWN_PUSH =
  'alpha: per: pull-request shares one alpha among all pushes of a pull request. Earlier pushes are not known here, so this one counts as the first.';

export async function judgeExperiment(
  experiment: ContinuedExperiment,
  training: Training,
  { checks, costs, notices, details }: Found,
): Promise<ExperimentResult> {
  const { config, models, origin, push } = experiment;
  const { records, comparisons, looks, continuation } = training;
  const { claimed, notices: ofClaims } = claimedBeforehand(config, experiment.request.description);
  const names = models.map(({ name }) => name);
  const told = [
    ...origin.notices,
    ...notices,
    ...(training.cut === null ? [] : [training.cut]),
    ...(training.notice === null ? [] : [training.notice]),
    ...(push?.isShared === true && !push.isRemembered ? [UNKNOWN_PUSH] : []),
    ...ofClaims,
    ...marginNotices(config.metrics, names, records),
    ...unmetRequests(training, checks, config.checks),
  ];
  return judge({
    config,
    models,
    looks,
    continuation,
    push,
    records,
    comparisons,
    costs,
    checks,
    claimed,
    details,
    provenance: describeProvenance({ ...origin, ...(await origin.isolation()), notices: told }, records),
  });
}
