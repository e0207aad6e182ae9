import { say } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import type { Picture } from '../figure.ts';
import { type IntervalRow, intervalsSvg } from './intervals.ts';
import { metricWords, shortName } from './plot.ts';

export function sensitivityPictures(view: View): readonly Picture[] {
  const settings = view.result.details?.sensitivity ?? [];
  return view.primary.filter(isMeasured).flatMap((comparison): readonly Picture[] => {
    const { variant, metric, estimate, interval } = comparison;
    const own = settings.filter((one) => one.variant === variant && one.metric === metric);
    if (own.length === 0) return [];
    const format = view.format(metric);
    const words = (name: string, difference: number, bounds: IntervalRow['interval'], pairs: number) =>
      `${name}: ${format.signed(difference)}${bounds === null ? '' : ` ${format.bounds(bounds.low, bounds.high)}`}, ${pairs} pairs`;
    const rows: readonly IntervalRow[] = [
      {
        name: 'as configured',
        difference: estimate,
        interval,
        isHollow: false,
        words: words('as configured', estimate, interval, comparison.candidate.n),
      },
      ...own.map(({ setting, difference, interval: bounds, pairs }) => ({
        name: setting,
        difference,
        interval: bounds,
        isHollow: true,
        words: words(shortName(setting, 40), difference, bounds, pairs),
      })),
    ];
    const title = `${shortName(variant)}: ${metricWords(metric)} at other settings`;
    const svg = intervalsSvg(`${title}: ${rows.map((row) => row.words).join('; ')}`, rows, {
      margin: view.metric(metric).margin,
      tick: format.signedBare,
    });
    return [
      {
        title,
        svg,
        legend: say`Filled: as configured. Hollow: one hyperparameter multiplied, in both models alike.`,
      },
    ];
  });
}
