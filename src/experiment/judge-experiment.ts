import type { EvaluationResult } from '../analysis/cases/evaluation-result.ts';
import { noticesAfter } from '../analysis/decide/reachable.ts';
import { marginNotices } from '../analysis/margin-scale.ts';
import type { Check } from '../checks/check.ts';
import type { Compared } from '../checks/extra-runs.ts';
import { CHECKS } from '../checks/registry.ts';
import { claimsInText } from '../config/claim/claims-in-text.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import { fixedBaseline } from '../config/file/normalise.ts';
import type { ChecksConfig } from '../config/schema/checks-schema.ts';
import type { Claimed } from '../verdict/claim.ts';
import type { Details } from '../verdict/details.ts';
import { judge } from '../verdict/judge.ts';
import { overallVerdict } from '../verdict/overall.ts';
import { describeProvenance } from '../verdict/provenance.ts';
import type { ExperimentResult } from '../verdict/result.ts';
import type { JudgedTasks } from './judge-tasks.ts';
import { describeCases, describeUnequal } from './looks/settle-look.ts';
import type { Training } from './looks/train-until-decided.ts';
import { arePairsTasks } from './means-of-tasks.ts';
import { moneyOf } from './planning/money.ts';
import type { Experiment } from './prepare.ts';

interface Found {
  readonly checks: readonly Check[];
  /** Includes the runs of checks. */
  readonly costs: Training['costs'];
  /** Notices about records from elsewhere. */
  readonly notices: readonly string[];
  readonly details: Details;
  /** null for a single data set. */
  readonly tasks: JudgedTasks | null;
}

export async function judgeExperiment(
  experiment: Experiment,
  training: Training,
  { checks, costs, notices, details, tasks }: Found,
): Promise<ExperimentResult> {
  const { config, models, origin } = experiment;
  const { records, trained, comparisons, looks } = training;
  const { claimed, notices: ofClaims } = claimedBeforehand(config, experiment.request.description);
  const names = models.map(({ name }) => name);
  const told = [
    ...origin.notices,
    ...noticesAfter(origin.ofDesign, comparisons),
    ...notices,
    ...(training.settled?.notes ?? []),
    ...describeUnequal(training.settled ?? null, experiment.looks),
    ...(training.cut === null ? [] : [training.cut]),
    ...(training.notice === null ? [] : [training.notice]),
    ...ofClaims,
    ...marginNotices(config.metrics, names, records),
    ...unmetRequests(training, checks, config.checks),
  ];
  const fixed = fixedBaseline(config);
  return judge({
    config: withPairs(config),
    models: models.map((model, at) => (at === 0 && fixed !== undefined ? { ...model, fixed } : model)),
    looks,
    records,
    ...(tasks === null ? {} : { byTask: tasks.byTask, trained }),
    comparisons,
    evaluation: evaluationOfRuns(experiment, training),
    costs,
    checks,
    claimed,
    details,
    provenance: describeProvenance({ ...origin, notices: told }, records),
  });
}

function evaluationOfRuns(
  experiment: Experiment,
  { settled = null, trained, unneeded }: Training,
): EvaluationResult | null {
  const evaluation = settled === null ? null : describeCases(settled, experiment);
  if (evaluation === null) return null;
  const names = experiment.models.map(({ name }) => name);
  return { ...evaluation, money: moneyOf([...trained, ...unneeded], names, experiment.config.seeds.max) };
}

/** With the tasks, if these are the pairs. */
function withPairs({ tasks = [], ...config }: LoadedConfig) {
  if (!arePairsTasks({ ...config, tasks })) return { ...config, tasks: null };
  const seeds = { kind: 'fixed', min: tasks.length, max: tasks.length } as const;
  return { ...config, seeds, tasks: tasks.map(({ name }) => name) };
}

/** Both claims count, so a pull request can add to the config's claims but not replace them. */
export function claimedBeforehand(
  { metrics, models, claims }: Pick<LoadedConfig, 'metrics' | 'models' | 'claims'>,
  description: string | null | undefined,
): { readonly claimed: readonly Claimed[]; readonly notices: readonly string[] } {
  const words = { metrics, variants: models.variants.map(({ name }) => name) };
  const own = claimsInText(description ?? '', words);
  return {
    claimed: [
      { source: 'pull-request', claims: own.claims },
      { source: 'config', claims },
    ],
    notices: own.problems.map((problem) => `a claim of the pull request is ignored: ${problem}`),
  };
}

/** Checks that a config key requested but that could not be made; readers would not look for them under "All checks". */
function unmetRequests(compared: Compared, checks: readonly Check[], section: ChecksConfig): string[] {
  if (overallVerdict(compared.comparisons, checks).verdict === 'invalid') return [];
  return CHECKS.flatMap(({ id, requestedBy }) => {
    const key = requestedBy(section, compared);
    const missed = checks.find((check) => check.id === id && check.status === 'not-checked');
    if (key === null || missed === undefined) return [];
    const { model, message, advice } = missed;
    const who = model === null ? '' : ` for ${model}`;
    return [`checks.${key} is not checked${who}: ${message}${advice === null ? '' : `; ${advice}`}`];
  });
}
