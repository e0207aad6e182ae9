import { describe, expect, test } from 'vitest';
import { type Column, chooseMetrics, type MetricOptions } from '../../src/compare-results/choose-metrics.ts';
import { MissingOptions } from '../../src/records/results/missing-options.ts';

const NO_OPTIONS: MetricOptions = { metrics: [], secondary: [], directions: [], margins: [] };
const columns = (...names: readonly string[]): ReadonlyMap<string, Column> =>
  new Map(names.map((name) => [name, { largest: 0.9, whyNot: null }]));
const choose = (options: Partial<MetricOptions>, known: ReadonlyMap<string, Column>) =>
  chooseMetrics({ ...NO_OPTIONS, ...options }, known, new MissingOptions());
const asked = (options: Partial<MetricOptions>, known: ReadonlyMap<string, Column>) => {
  const missing = new MissingOptions();
  chooseMetrics({ ...NO_OPTIONS, ...options }, known, missing);
  return missing.asked;
};

describe('which metrics', () => {
  test('the only one there is decides', () => {
    expect(choose({}, columns('accuracy'))).toEqual([
      { name: 'accuracy', role: 'primary', direction: 'maximize', margin: null, unit: 'percent' },
    ]);
  });

  test('columns of text are none', () => {
    const known = new Map([...columns('f1'), ['note', { largest: 0, whyNot: 'text' }]] as const);
    expect(choose({}, known)).toMatchObject([{ name: 'f1' }]);
  });

  test('one of several has to be named', () => {
    expect(asked({}, columns('loss', 'f1'))).toEqual([
      { option: '--metric', meaning: 'the metric that decides: "loss", "f1"', guess: 'f1' },
    ]);
    expect(choose({ secondary: ['loss'] }, columns('f1', 'loss'))).toMatchObject([
      { name: 'f1', role: 'primary' },
      { name: 'loss', role: 'secondary', direction: 'minimize' },
    ]);
  });

  test('an unknown name is answered with the nearest one', () => {
    expect(() => choose({ metrics: ['makro_f1'] }, columns('macro_f1', 'loss'))).toThrow(
      '--metric: no metric "makro_f1"; there are "macro_f1", "loss"; did you mean "macro_f1"?',
    );
    expect(() => choose({ metrics: ['loss'], secondary: ['los'] }, columns('loss'))).toThrow(
      /^--secondary: .*did you mean "loss"\?$/,
    );
  });

  test('a name stands once', () => {
    expect(() => choose({ metrics: ['f1'], secondary: ['f1'] }, columns('f1'))).toThrow('appears twice');
  });
});

describe('which way is better', () => {
  test('has to be said of a metric that is not known', () => {
    expect(asked({ metrics: ['score'] }, columns('score'))).toEqual([
      {
        option: '--direction',
        meaning: 'which way "score" is better: maximize or minimize',
        guess: 'score=maximize',
      },
    ]);
    const directions = [{ metric: null, value: 'minimize' as const }];
    expect(choose({ directions }, columns('score'))).toMatchObject([{ direction: 'minimize' }]);
  });

  test('for some metrics does not turn the others by accident', () => {
    const options = {
      metrics: ['score', 'accuracy'],
      directions: [{ metric: null, value: 'minimize' as const }],
    };
    expect(() => choose(options, columns('score', 'accuracy'))).toThrow(
      '--direction: minimize contradicts "accuracy", which is better higher; if it is meant, write --direction accuracy=minimize',
    );
  });

  test('can be turned on purpose, by name', () => {
    const directions = [{ metric: 'accuracy', value: 'minimize' as const }];
    expect(choose({ directions }, columns('accuracy'))).toMatchObject([{ direction: 'minimize' }]);
  });

  test('of a metric that is not compared is a mistake', () => {
    const directions = [{ metric: 'acuracy', value: 'maximize' as const }];
    expect(() => choose({ directions }, columns('accuracy'))).toThrow(
      /^--direction: no metric "acuracy".*did you mean "accuracy"/,
    );
  });
});

describe('the margin', () => {
  test('without a name is that of the one primary metric', () => {
    const options = { metrics: ['f1'], secondary: ['loss'], margins: [{ metric: null, value: 0.01 }] };
    expect(choose(options, columns('f1', 'loss'))).toMatchObject([{ margin: 0.01 }, { margin: null }]);
  });

  test('of several primary metrics needs their names', () => {
    const metrics = ['f1', 'loss'];
    const margins = [{ metric: null, value: 0.01 }];
    expect(() => choose({ metrics, margins }, columns('f1', 'loss'))).toThrow('write --margin f1=0.01');
    const named = [
      { metric: 'f1', value: 0.01 },
      { metric: 'loss', value: 0.2 },
    ];
    expect(choose({ metrics, margins: named }, columns('f1', 'loss'))).toMatchObject([
      { margin: 0.01 },
      { margin: 0.2 },
    ]);
  });

  test('that takes in everything is refused, unless the table is in percent', () => {
    const margins = [{ metric: null, value: 1 }];
    expect(() => choose({ margins }, columns('accuracy'))).toThrow(
      'as large as accuracy can get, so everything would be equivalent',
    );
    const percent = new Map([['accuracy', { largest: 83.2, whyNot: null }]]);
    expect(choose({ margins }, percent)).toMatchObject([{ margin: 1 }]);
  });
});
