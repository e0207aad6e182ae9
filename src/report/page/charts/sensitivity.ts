import type { Details } from '../../../verdict/details.ts';
import { say } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import type { Picture } from '../figure.ts';
import { type IntervalRow, intervalsSvg } from './intervals.ts';
import { metricWords, shortName } from './plot.ts';

type Setting = Details['sensitivity'][number];

export function sensitivityPictures(view: View): readonly Picture[] {
  const settings = view.result.details?.sensitivity ?? [];
  return view.primary.filter(isMeasured).flatMap((comparison): readonly Picture[] => {
    const { variant, metric, estimate, interval, candidate } = comparison;
    const own = settings.filter((one) => one.variant === variant && one.metric === metric);
    if (own.length === 0) return [];
    const format = view.format(metric);
    const row = (
      name: string,
      one: Pick<Setting, 'difference' | 'interval' | 'pairs'>,
      isHollow: boolean,
    ) => {
      const bounds = one.interval === null ? '' : ` ${format.bounds(one.interval.low, one.interval.high)}`;
      const words = `${shortName(name, 40)}: ${format.signed(one.difference)}${bounds}, ${one.pairs} pairs`;
      return { name, difference: one.difference, interval: one.interval, isHollow, words };
    };
    const configured = { difference: estimate, interval, pairs: candidate.n };
    const rows: readonly IntervalRow[] = [
      row('as configured', configured, false),
      ...own.map((one) => row(one.setting, one, true)),
    ];
    const title = `${shortName(variant)}: ${metricWords(metric)} at other settings`;
    const svg = intervalsSvg(`${title}: ${rows.map((row) => row.words).join('; ')}`, rows, {
      margin: view.metric(metric).margin,
      tick: format.signedBare,
    });
    const legend = say`Filled: as configured. Hollow: one hyperparameter changed in both models.`;
    return [{ title, svg, legend }];
  });
}
