import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../src/stats/random.ts';
import { compareTable } from '../../../compare-results/compare-files.ts';

/** What a column says of a value, and two values that do not go together. */
const MEANINGS: ReadonlyArray<readonly [string, string, string]> = [
  ['metric', 'accuracy', 'log_loss'],
  ['Metric Name', 'f1', 'mcc'],
  ['eval_metric', 'auc', 'error'],
  ['measure', 'top1', 'top5'],
  ['direction', 'maximize', 'minimize'],
  ['higher_is_better', 'True', 'False'],
  ['greater_is_better', '1', '0'],
  ['unit', 's', 'ms'],
  ['units', '%', 'share'],
];
/** Which rows have the second value. */
const BY = {
  task: { header: 'task,', isOther: (task: string) => task === 'digits' },
  model: { header: '', isOther: (_: string, model: string) => model === 'b' },
};

type Options = Parameters<typeof compareTable>[1];

function compare(by: keyof typeof BY, column: string, values: readonly string[], options: Options = {}) {
  const random = createRandom('one meaning', by, column);
  const { header, isOther } = BY[by];
  const rows = (by === 'task' ? ['wine', 'digits'] : ['wine']).flatMap((task) =>
    ['a', 'b'].flatMap((model) =>
      [1, 2, 3, 4].map((seed) =>
        [
          ...(by === 'task' ? [task] : []),
          model,
          seed,
          isOther(task, model) ? values.at(-1) : values[0],
          (0.5 + 0.1 * random()).toFixed(4),
        ].join(','),
      ),
    ),
  );
  return compareTable(`${header}model,seed,${column},score\n${rows.join('\n')}\n`, {
    metrics: ['score'],
    directions: [{ metric: null, value: 'maximize' }],
    ...options,
  });
}

describe.each(Object.keys(BY) as Array<keyof typeof BY>)('by %s', (by) => {
  test.each(MEANINGS)('scores of several in "%s" (%s, %s) are refused', async (column, one, other) => {
    await expect(compare(by, column, [one, other])).rejects.toThrow(
      new RegExp(
        `"${column}" has several values: "${one}", "${other}".*--where "${column}=${one}".*--ignore`,
      ),
    );
  });

  test.each(MEANINGS)('of one in "%s" they are compared', async (column, one) => {
    expect((await compare(by, column, [one])).comparisons).toHaveLength(1);
  });

  test.each(MEANINGS)('"%s" may be ignored', async (column, one, other) => {
    const { comparisons } = await compare(by, column, [one, other], { ignore: [column] });
    expect(comparisons).toHaveLength(1);
  });
});

test('a column of numbers called metric is one', async () => {
  const rows = ['a', 'b'].flatMap((model) =>
    [1, 2, 3].map((seed) => `${model},${seed},0.${model === 'a' ? 50 + seed : 60 + 2 * seed}`),
  );
  const { comparisons } = await compareTable(`model,seed,metric\n${rows.join('\n')}\n`, {
    metrics: ['metric'],
    directions: [{ metric: null, value: 'maximize' }],
  });
  expect(comparisons[0]?.difference).toBeCloseTo(0.12, 9);
});

test('a row a value: each metric has one direction', async () => {
  const rows = ['wine', 'digits'].flatMap((task) =>
    ['a', 'b'].flatMap((model) =>
      [1, 2].flatMap((seed) => [
        `${task},${model},${seed},gain,${task === 'wine' ? 'max' : 'min'},0.${seed}`,
        `${task},${model},${seed},loss,min,0.${seed}`,
      ]),
    ),
  );
  const text = `task,model,seed,metric,direction,value\n${rows.join('\n')}\n`;
  await expect(compareTable(text, { metrics: ['gain'] })).rejects.toThrow('"max", "min"');
});

test('a text direction that is no way to be better is a setting', async () => {
  expect((await compare('task', 'direction', ['en-de', 'de-en'])).comparisons).toHaveLength(1);
});
