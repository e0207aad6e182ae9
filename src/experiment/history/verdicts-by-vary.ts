/** Finds earlier verdicts on the same arms with another `vary`. */
import { createHash } from 'node:crypto';
import type { PreparedModel } from '../../plan/runs/plan-runs.ts';
import { canonicalJson } from '../../records/json.ts';
import type { Decision } from '../../records/store/ledger.ts';
import { threeDigits } from '../../words/number.ts';
import type { Experiment } from '../prepare.ts';

/** Identity of both arms without `vary`; null in a cross-validation. */
export function armsOf(
  { models, config }: Pick<Experiment, 'models' | 'config'>,
  variant: PreparedModel,
): string | null {
  const [baseline] = models;
  if (baseline === undefined || config.folds !== null) return null;
  const identity = [baseline, variant].map((model) => model.fingerprint(1, { vary: [], data: 'bootstrap' }));
  return createHash('sha256').update(canonicalJson(identity)).digest('hex');
}

/** One sentence per variant and other `vary`, from its last decision. */
export function verdictsByVary(
  experiment: Pick<Experiment, 'models' | 'config'>,
  ledger: readonly Decision[],
): string[] {
  const own = list(experiment.config.vary);
  return experiment.models.slice(1).flatMap((variant) => {
    const arms = armsOf(experiment, variant);
    const others = ledger.filter(
      (one) => one.arms !== undefined && one.arms === arms && list(one.vary) !== own,
    );
    const last = new Map(others.map((one) => [list(one.vary), one]));
    return [...last].map(([vary, { verdict, differences = {} }]) => {
      const sizes = Object.entries(differences).map(([metric, value]) => `${metric} ${signed(value)}`);
      const size = sizes.length === 0 ? '' : ` (${sizes.join(', ')}, positive is better)`;
      return `With vary: [${vary}] the verdict on ${variant.name} was ${verdict}${size}; here it is for vary: [${own}].`;
    });
  });
}

function list(vary: readonly string[] = []): string {
  return ['init', 'order', 'data'].filter((source) => vary.includes(source)).join(', ');
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${threeDigits(value)}`;
}
