import { decidingSplit, seedValues } from '../../analysis/compare/samples.ts';
import { plainScaleOf } from '../../analysis/compare/scale.ts';
import { isShare } from '../../config/known-metrics.ts';
import type { RunRecord } from '../../records/record.ts';
import { defineCheck } from '../define-check.ts';
import { wholeExperiment } from '../subjects.ts';
import { notChecked, show } from '../words.ts';

interface Arm {
  readonly model: string;
  readonly scale: 1 | 100;
  readonly largest: number;
}

/**
 * Whether all models log a share on one scale. 0.794 of the baseline against 81.7 of a variant is no improvement by 80.9, and
 * nothing but the scale would tell. Looked at are metrics that by their name are at most 1: a model whose values are all within that
 * logs them as 0–1, one with a value above 5 as 0–100, and in between nobody can tell. A percentage that is below 1 under every seed
 * of one model and above 5 in another is mistaken for a share.
 *
 * Fails for a primary metric, and warns of a secondary one, which decides nothing.
 */
export const scale = defineCheck({
  id: 'scale',
  title: 'do all models log a share on one scale?',
  invalidates: true,
  options: {},
  needs: ['records'],
  of: wholeExperiment,
  judge(_, { records, models, metrics }) {
    const base = { threshold: 0, interval: null } as const;
    const names = models.map(({ name }) => name);
    const shares = metrics.filter(({ name }) => isShare(name));
    if (shares.length === 0) return notChecked('no metric is known to be a share of 1', null, 0);
    const compared = shares.map((metric) => ({ ...metric, arms: armsOf(records, names, metric.name) }));
    if (!compared.some(({ arms }) => arms.length > 1)) {
      return notChecked('needs runs of the baseline and of a variant on a plain scale', null, 0);
    }
    const mixed = compared.filter(({ arms }) => arms.some((arm) => arm.scale !== arms[0]?.scale));
    const worst = mixed.find(({ role }) => role === 'primary') ?? mixed[0];
    if (worst === undefined) {
      const looked = compared.map(({ name }) => name).join(', ');
      return {
        ...base,
        status: 'pass',
        value: 0,
        message: `${looked}: no model on another scale`,
        advice: null,
      };
    }
    return {
      ...base,
      metric: worst.name,
      status: worst.role === 'primary' ? 'fail' : 'warn',
      value: mixed.length,
      message: describe(worst.name, worst.arms),
      advice: 'divide by 100 where it is logged in percent, so that every model logs it as 0–1',
    };
  },
});

function armsOf(records: readonly RunRecord[], models: readonly string[], metric: string): Arm[] {
  const split = decidingSplit(records, metric);
  if (split === null) return [];
  return models.flatMap((model) => {
    const values = seedValues(records, model, metric, split).map(({ value }) => value);
    const scale = plainScaleOf(values);
    if (values.length === 0 || scale === null) return [];
    return [{ model, scale, largest: values.reduce((most, value) => Math.max(most, value)) }];
  });
}

function describe(metric: string, arms: readonly Arm[]): string {
  const [baseline, ...variants] = arms as [Arm, ...Arm[]];
  const others = variants.filter(({ scale }) => scale !== baseline.scale);
  const largest = others.reduce((most, arm) => Math.max(most, arm.largest), 0);
  const names = others.map(({ model }) => model).join(' and ');
  const which = others.length === 1 ? 'both' : 'all';
  return `${metric}: ${baseline.model} ${range(baseline)}, ${names} ${range({ scale: baseline.scale === 1 ? 100 : 1, largest })}; log ${which} on one scale`;
}

function range({ scale, largest }: Pick<Arm, 'scale' | 'largest'>): string {
  if (scale === 1) return 'in 0–1';
  return largest <= 100 ? 'in 0–100' : `up to ${show(largest)}`;
}
