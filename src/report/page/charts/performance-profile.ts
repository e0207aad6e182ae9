import * as Plot from '@observablehq/plot';
import { performanceProfile as sharesAbove } from '../../../stats/tasks/performance-profile.ts';
import { NBSP } from '../../../words/number.ts';
import { plural } from '../../../words/plural.ts';
import { say } from '../../phrase.ts';
import type { View } from '../../view.ts';
import type { Picture } from '../figure.ts';
import { draw, metricWords, note, shortName } from './plot.ts';

const MAX_MODELS = 20;
const MAX_TIPS = 20;

/** The share of runs that are better than each score: a curve above another is better at every level. */
export function performanceProfile(view: View): Picture | null {
  const metric = view.result.tasks?.scale === 'metric' ? view.primaryMetrics[0]?.name : undefined;
  if (metric === undefined) return null;
  const own = profilesOf(view, metric);
  if (own.length < 2) return null;
  const format = view.format(metric);
  const lead = view.lead?.variant;
  const named = own.filter(({ model }) => model === lead || model === view.baseline?.name);
  const [first] = [...named].sort((a, b) => halfOf(b) - halfOf(a));
  const colour = ({ model }: TaskProfile) =>
    model === view.baseline?.name ? 'var(--baseline)' : 'var(--variant)';
  const percent = (share: number) => `${Math.round(100 * share)}${NBSP}%`;
  const title = `Performance profile of ${metricWords(metric)}`;
  const isRising = view.metric(metric).direction === 'maximize';
  const svg = draw({
    label: `${title}: half of the runs are better than ${named.map((one) => `${format.value(halfOf(one))} with ${shortName(one.model)}`).join(', ')}`,
    width: 460,
    height: 270,
    margin: { top: 14, right: 16, bottom: 40, left: 50 },
    x: { label: metricWords(metric), ticks: 5, tickFormat: format.value },
    y: { label: null, domain: [0, 1], ticks: 5, grid: true, tickFormat: percent },
    marks: own.map((one) => {
      const isNamed = named.includes(one);
      const isFirst = one === first;
      return [
        Plot.lineY(one.points, {
          x: 'score',
          y: 'share',
          curve: isRising ? 'step-after' : 'step-before',
          stroke: colour(one),
          strokeWidth: isNamed ? 2.4 : 1,
          strokeOpacity: isNamed ? 1 : 0.4,
          className: 'profile',
        }),
        Plot.dot(thinned(one.points), {
          x: 'score',
          y: 'share',
          r: 5,
          fill: 'transparent',
          className: 'point',
          title: ({ score, share }: TaskProfile['points'][number]) =>
            `${shortName(one.model)}: ${percent(share)} of the runs are better than ${format.value(score)}`,
        }),
        isNamed
          ? note(shortName(one.model, 16), {
              x: halfOf(one),
              y: 0.5,
              dx: isFirst ? 8 : -8,
              dy: isFirst ? -10 : 10,
              textAnchor: isFirst ? 'start' : 'end',
              fill: colour(one),
              fontWeight: 'bold',
              stroke: 'var(--page)',
              strokeWidth: 4,
            })
          : null,
      ];
    }),
  });
  const others = own.length - named.length;
  return {
    title,
    svg,
    legend: say`Share of runs that beat a score; every task has the same weight. The curve further ${isRising ? 'right' : 'left'} is better.${others > 0 ? ` Thin: ${plural(others, 'other model')}.` : ''}`,
  };
}

interface TaskProfile {
  readonly model: string;
  readonly points: ReadonlyArray<{ readonly score: number; readonly share: number }>;
}

const STEPS = 60;

/** Of the models that have runs on every task. */
function profilesOf(view: View, metric: string): readonly TaskProfile[] {
  const { tasks, models } = view.result;
  const scores = models.slice(0, MAX_MODELS).flatMap(({ name }) => {
    const rows = (tasks?.results ?? []).map(({ values }) =>
      (values[name]?.[metric] ?? []).map(({ value }) => value),
    );
    const isWhole = rows.length > 0 && rows.every((row) => row.length > 0 && row.every(Number.isFinite));
    return isWhole ? [{ model: name, rows }] : [];
  });
  const all = scores.flatMap(({ rows }) => rows.flat());
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const thresholds = Array.from({ length: STEPS + 1 }, (_, at) => low + ((high - low) * at) / STEPS);
  const sign = view.metric(metric).direction === 'maximize' ? 1 : -1;
  return scores.map(({ model, rows }) => {
    const shares = sharesAbove(
      rows.map((row) => row.map((value) => sign * value)),
      thresholds.map((score) => sign * score),
    );
    return { model, points: thresholds.map((score, at) => ({ score, share: shares[at] as number })) };
  });
}

/** The score that half of the runs reach. */
function halfOf({ points }: TaskProfile): number {
  const sorted = [...points].sort((a, b) => Math.abs(a.share - 0.5) - Math.abs(b.share - 0.5));
  return sorted[0]?.score ?? 0;
}

function thinned(points: TaskProfile['points']): TaskProfile['points'] {
  const step = Math.ceil(points.length / MAX_TIPS);
  return points.filter((_, at) => at % step === 0);
}
