import { describe, expect, test } from 'vitest';
import { compareTable, table } from './compare-files.ts';

describe('runs without a value', () => {
  const many = Array.from({ length: 12 }, (_, index) => index / 10 + (index % 3));
  const lines = table({ a: many, b: many.map((value, index) => value + 0.1 * (index % 2)) }).split('\n');
  const withCell = (cell: string) => lines.map((line) => line.replace(/^(b,4,).*/, `$1${cell}`)).join('\n');

  test.each([
    ['', 'crashed', /a\.csv:17: has no x$/],
    ['NA', 'crashed', /has no x$/],
    ['NaN', 'diverged', /x is NaN$/],
    ['-inf', 'diverged', /x is -Infinity$/],
    ['diverged', 'diverged', /x is diverged$/],
    ['OOM', 'killed', /x is OOM$/],
  ])('such as "%s" have %s, are counted, and their pair is left out', async (cell, status, message) => {
    const result = await compareTable(withCell(cell));
    expect(result.comparisons).toMatchObject([{ candidate: { n: 11 } }]);
    expect(result.runs.failures).toEqual([
      { model: 'b', seed: 4, status, message: expect.stringMatching(message) },
    ]);
    expect(result.checks).toContainEqual(
      expect.objectContaining({ id: 'failed-runs', model: 'b', status: 'warn', value: 1 / 12 }),
    );
    expect(result.provenance.notices).toEqual([expect.stringContaining('without 1 of 12')]);
  });

  test('beyond the limit make the verdict invalid', async () => {
    const result = await compareTable('model,seed,x\na,1,1\na,2,2\na,3,4\nb,1,1\nb,2,NaN\nb,3,3\n');
    expect(result).toMatchObject({ verdict: 'invalid', gate: { passed: false } });
    expect(result.reason).toContain('1 of 3 runs did not finish: seed 2 (diverged)');
    const text = 'model,seed,x\na,1,1\na,2,2\na,3,4\nb,1,1\nb,2,NaN\nb,3,3\n';
    expect((await compareTable(text, { failedRuns: 0.5 })).verdict).toBe('inconclusive');
  });

  test('in a whole arm, or everywhere, are an invalid comparison and no crash', async () => {
    const arm = await compareTable('model,seed,x\na,1,1\na,2,2\nb,1,NaN\nb,2,inf\n');
    expect(arm).toMatchObject({ verdict: 'invalid', comparisons: [{ difference: null }] });
    const all = await compareTable('model,seed,x\na,1,NaN\na,2,NaN\nb,1,NaN\nb,2,inf\n');
    expect(all).toMatchObject({ verdict: 'invalid', comparisons: [], gate: { passed: false } });
  });

  test('are those whose status says so, whatever value they left', async () => {
    const result = await compareTable(
      'model,seed,status,x\na,1,,1\na,2,ok,2\nb,1,finished,1\nb,2,crashed,2\n',
    );
    expect(result.runs.failures).toMatchObject([{ model: 'b', seed: 2, status: 'crashed' }]);
  });

  test('for a secondary metric only stay, with a notice', async () => {
    const text = 'model,seed,x,y\na,1,1,1\na,2,2,2\na,3,4,1\nb,1,1,\nb,2,3,1\nb,3,3,2\n';
    const result = await compareTable(text, { metrics: ['x'], secondary: ['y'] });
    expect(result.comparisons).toMatchObject([{ candidate: { n: 3 } }, { candidate: { n: 2 } }]);
    expect(result.provenance.notices).toEqual([
      'y is missing in 1 finished run, and is compared over the others.',
    ]);
  });

  test('that hold text instead are refused with the line', async () => {
    await expect(compareTable(withCell('83.2%'))).rejects.toThrow(/a\.csv:17: x is "83\.2%", not a number/);
    await expect(compareTable('model;seed;x\na;1;0,8\nb;1;0.9\n')).rejects.toThrow(/a\.csv:2: x is "0,8"/);
    await expect(compareTable(withCell('0.8 ± 0.1'))).rejects.toThrow('a mean with its spread');
    await expect(compareTable('model,seed,x\na,1,"83,214"\nb,1,"81,004"\n')).rejects.toThrow(
      'its comma could be',
    );
  });

  test('because their model was never measured so are refused', async () => {
    const text = 'model,seed,x,y\na,1,1,\na,2,2,\nb,1,1,4\nb,2,3,5\n';
    await expect(compareTable(text, { metrics: ['y'] })).rejects.toThrow(
      '--metric y: no run of "a" has a value; only "b" has',
    );
  });
});

test.each([
  [
    'a decimal comma taken for thousands',
    'model;seed;acc\na;1;82,090\na;2;81.5\nb;1;82,1\n',
    /its comma could be|not a number/,
  ],
  [
    'a share far above 100',
    'model,seed,acc\na,1,82090\na,2,81500\nb,1,80813\nb,2,81000\n',
    /acc is read as 82090, which is above 1, and above 100 in percent/,
  ],
  [
    'commas in one column, points in another',
    'model;seed;loss;acc\na;1;0.1;82,090\na;2;0.2;81,500\nb;1;0.1;80,813\nb;2;0.1;82,001\n',
    /its comma could be/,
  ],
  [
    'a minus sign of typography',
    'model,seed,acc\na,1,\u22120.5\na,2,\u22120.4\nb,1,\u22120.3\nb,2,\u22120.1\n',
    /U\+2212/,
  ],
])('%s is refused', async (_, text, message) => {
  await expect(compareTable(text, { metrics: ['acc'] })).rejects.toThrow(message);
});
