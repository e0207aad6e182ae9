import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary.ts';
import { configOf, FIRST, judge, values } from './edited-designs.ts';
import { judgeOnPaper } from './paper-experiment.ts';

describe('edits after the first look', () => {
  test('are allowed by the config, and told all the same', async () => {
    const folder = await temporaryFolder();
    const config = configOf(FIRST);
    const value = values('allowed');
    await judgeOnPaper({ folder, config, value });
    const allowed = `${config.replace('0.01', '0.5')}verdict: { changed-design: allow }\n`;
    const { verdict, changes } = await judgeOnPaper({ folder, config: allowed, value });
    expect(verdict).toBe('equivalent');
    expect(changes).toMatchObject([{ setting: 'margin', from: 0.01, to: 0.5, withholds: false }]);
  });

  test('of the number of variants are told if fewer share alpha', async () => {
    const folder = await temporaryFolder();
    const two = configOf(FIRST).replace('{ name: head }', '{ name: head }, { name: wide }');
    const value = values('variants');
    await judgeOnPaper({ folder, config: two, value });
    expect((await judge(folder, FIRST, value)).changes).toMatchObject([
      { setting: 'variants', from: 2, to: 1 },
    ]);
    const anew = await temporaryFolder();
    await judge(anew, FIRST, value);
    expect((await judgeOnPaper({ folder: anew, config: two, value })).changes).toEqual([]);
  });

  test('of a guarded margin withhold the guard, and with it the verdict', async () => {
    const folder = await temporaryFolder();
    const guarded = (margin: number) =>
      `${configOf(FIRST).replace('{ name: other,', `{ name: other, margin: ${margin},`)}gate: { metrics: { other: no-worse } }\n`;
    const value = values('guards', 3);
    const first = await judgeOnPaper({ folder, config: guarded(0.001), value });
    const { verdict, changes, comparisons } = await judgeOnPaper({ folder, config: guarded(0.5), value });
    expect([first.verdict, verdict]).toEqual(['improvement', 'inconclusive']);
    expect(comparisons.find(({ metric }) => metric !== 'other')?.verdict).toBe('improvement');
    expect(changes).toMatchObject([{ setting: 'guard', subject: 'other' }]);
    expect(comparisons.find(({ metric }) => metric === 'other')?.guard?.status).not.toBe('shown');
  });

  test('change nothing for other arms, and after the memory is deleted', async () => {
    const folder = await temporaryFolder();
    await judge(folder, FIRST);
    const edited = { ...FIRST, metrics: [['a', 0.5, null] as const] };
    const config = configOf(edited);
    const other = await judgeOnPaper({ folder, config, code: ['0', '2'], value: values('other') });
    expect(other.changes).toEqual([]);
    await rm(join(folder, 'tested.json'));
    expect((await judge(folder, edited)).changes).toEqual([]);
  });
});
