import * as Plot from '@observablehq/plot';
import { pairName } from '../../content/pair-words.ts';
import { type View, valuesOf } from '../../view.ts';
import { draw, metricWords, shortName } from './plot.ts';

const ROW = 40;
const MAX_RUNS = 100;

export function runEvidence(view: View, model: string, metric: string): string | null {
  const format = view.format(metric);
  const models = [...new Set([model, view.baseline?.name ?? model])];
  const runs = models.flatMap((name) =>
    valuesOf(view.model(name), metric)
      .filter(({ value }) => Number.isFinite(value))
      .slice(0, MAX_RUNS)
      .map((run) => ({ ...run, model: name })),
  );
  const own = runs.filter((run) => run.model === model);
  if (own.length < 2) return null;
  const title = metricWords(metric);
  return draw({
    label: `${shortName(model)}: ${title} of ${own.length} runs`,
    width: 340,
    height: 8 + ROW * models.length + 40,
    margin: { top: 8, right: 8, bottom: 40, left: 8 },
    inset: 12,
    x: { label: title, ticks: 4, nice: true, tickFormat: format.value },
    fy: { axis: null, padding: 0, domain: models },
    marks: [
      Plot.frame({ anchor: 'bottom', stroke: 'var(--line)' }),
      Plot.dot(
        runs,
        Plot.dodgeY({
          anchor: 'middle',
          padding: 0.5,
          x: 'value',
          fy: 'model',
          r: 3,
          dy: 6,
          fill: (run: (typeof runs)[number]) => (run.model === model ? 'var(--worse)' : 'var(--baseline)'),
          className: 'evidence-run',
          title: ({ model: name, seed, value }: (typeof runs)[number]) =>
            `${shortName(name)}, ${pairName(view, seed)}: ${format.value(value)}`,
        }),
      ),
      Plot.text(models, {
        fy: (name: string) => name,
        frameAnchor: 'top-left',
        dy: 2,
        text: (name: string) => shortName(name),
        fill: 'var(--text)',
        fontWeight: 'bold',
      }),
    ],
  });
}
