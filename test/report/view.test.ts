import { describe, expect, test } from 'vitest';
import { renderComment } from '../../src/report/comment.ts';
import { entryOf } from '../../src/report/history/history.ts';
import { renderHtml } from '../../src/report/page/page.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { byStrength, decidingPValue, isMeasured, valuesOf, viewOf } from '../../src/report/view.ts';
import * as samples from '../support/samples.ts';

test.each(['valueOf', 'toString', 'hasOwnProperty'])(
  'a model without a run may lack the metric %s',
  (name) => {
    const renamed: typeof samples.better = JSON.parse(
      JSON.stringify(samples.better).replaceAll('macro_f1', name),
    );
    const models = renamed.models.map((model) => (model.name === 'head' ? { ...model, values: {} } : model));
    const result = { ...renamed, models };
    for (const render of [renderComment, renderHtml, renderTerminal]) expect(render(result)).toContain(name);
    expect(entryOf(result, 'abcdef1', new Date(0)).metrics[0]?.models).toHaveLength(1);
  },
);

describe('the view of a result', () => {
  test('knows the baseline as the model that no comparison calls its variant', () => {
    expect(viewOf(samples.severalPrimary).baseline?.name).toBe('baseline');
  });

  test('has the metrics in the order of the config and the variants in that of the comparisons', () => {
    const view = viewOf(samples.severalPrimary);
    expect(view.primaryMetrics.map(({ name }) => name)).toEqual(['macro_f1', 'log_loss']);
    expect(view.variants).toEqual(['bag', 'two-layers']);
  });

  test('leads with the clearest comparison of the verdict', () => {
    const view = viewOf(samples.severalPrimary);
    const [strongest] = byStrength(view.primary);
    expect(view.lead).toBe(strongest);
    expect(viewOf({ ...samples.better, comparisons: [] }).lead).toBeNull();
  });

  test('answers for a metric that the config does not name, whatever it is called', () => {
    expect(viewOf(samples.better).metric('constructor')).toMatchObject({ name: 'constructor', unit: 'none' });
  });
});

test('the p that decides is the adjusted one where there is one', () => {
  const [primary] = samples.severalPrimary.comparisons.filter(isMeasured);
  const [secondary] = samples.better.comparisons
    .filter(({ role }) => role === 'secondary')
    .filter(isMeasured);
  if (primary === undefined || secondary === undefined) throw new Error('no comparison');
  expect(decidingPValue(primary)).toBe(primary.pValueAdjusted);
  expect(decidingPValue(secondary)).toBe(secondary.pValue);
});

test('a metric that is called like something that every object inherits has no values', () => {
  expect(valuesOf(viewOf(samples.better).model('head'), 'constructor')).toEqual([]);
});
