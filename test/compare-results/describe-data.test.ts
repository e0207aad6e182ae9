import { describe, expect, test } from 'vitest';
import { compareFiles, compareTable, table } from './compare-files.ts';

describe('seeds', () => {
  const notices = (result: Awaited<ReturnType<typeof compareTable>>) => result.provenance.notices;

  test('that only one arm has are left out, with a notice', async () => {
    const text = table(
      { a: [0.1, 0.2, 0.4, 0.3, 0.3, 0.2, 0.5], b: [0.2, 0.4, 0.5, 0.1, 0.3, 0.6] },
      { b: 3 },
    );
    const result = await compareTable(text);
    expect(result.comparisons).toMatchObject([{ pairing: 'seed', candidate: { n: 5 } }]);
    expect(notices(result).slice(0, 1)).toEqual([
      'Runs whose seed has no partner were left out. "b": 5 pairs, without 2 of 7 finished runs of "a" and 1 of 6 of its own.',
    ]);
  });

  test('that the arms do not share leave them unpaired, with a notice', async () => {
    const result = await compareTable(table({ a: [0.1, 0.2, 0.4], b: [0.2, 0.4, 0.5] }, { b: 11 }));
    expect(result.comparisons).toMatchObject([{ pairing: 'none', baseline: { n: 3 } }]);
    expect(notices(result)).toEqual([
      '"b" and "a" have no seed in common, so they are compared unpaired (Welch).',
    ]);
  });

  test('that are not there leave the arms unpaired, with a notice', async () => {
    const result = await compareTable('model,x\na,0.1\na,0.3\nb,0.2\nb,0.3\n');
    expect(result.comparisons).toMatchObject([{ pairing: 'none', baseline: { n: 2 }, candidate: { n: 2 } }]);
    expect(notices(result)).toEqual([expect.stringContaining('The files have no seeds')]);
  });

  test('pair runs across files and formats', async () => {
    const result = await compareFiles({
      'a.csv': 'model;seed;x\na;1;0.1\na;2;0.3\na;3;0.2\n',
      'b.jsonl': [3, 2, 1].map((seed) => JSON.stringify({ model: 'b', seed, x: seed / 7 })).join('\n'),
    });
    expect(result.comparisons).toMatchObject([{ pairing: 'seed', candidate: { n: 3 } }]);
  });

  test('of a run that appears twice are counted once, with a notice', async () => {
    const text = `${table({ a: [0.1, 0.2, 0.4], b: [0.2, 0.4, 0.5] })}b,3,0.50\n`;
    const result = await compareTable(text);
    expect(result.comparisons).toMatchObject([{ candidate: { n: 3 } }]);
    expect(notices(result)).toEqual(['One row is an exact copy of another and counts once.']);
  });

  test('with two values are refused, but not those of a model that nobody asked for', async () => {
    const text = `${table({ a: [0.1, 0.2, 0.4], b: [0.2, 0.4, 0.5] })}c,1,0\nc,1,1\n`;
    await expect(compareTable(text)).rejects.toThrow(
      /a\.csv:9: "c" already has a run with seed 1 in \S+a\.csv:8/,
    );
    expect((await compareTable(text, { variants: ['b'] })).comparisons).toHaveLength(1);
  });
});
