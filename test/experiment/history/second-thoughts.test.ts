import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { armsOf, changesOf, settingsOf } from '../../../src/experiment/history/first-design.ts';
import { parseConfig } from '../../support/parse-config.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { configOf, type Edited, FIRST, judge, values } from './edited-designs.ts';
import { judgeOnPaper } from './paper-experiment.ts';

const HEAD = { name: 'head', ref: null, commit: null, directory: '', params: {}, fingerprint: () => 'f' };

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

  test('of a smallest gain, and a guard that is removed or turned, withhold the verdict', async () => {
    for (const [first, edit, setting] of [
      [{ metrics: [['a', null, null]], effect: 0.3 }, { effect: null }, 'min-effect'],
      [{ guard: 'maximize' }, { guard: null }, 'guard'],
      [{ guard: 'minimize' }, { guard: 'maximize' }, 'direction'],
    ] as ReadonlyArray<readonly [Partial<Edited>, Partial<Edited>, string]>) {
      const folder = await temporaryFolder();
      const value = values('withheld', 5);
      await judge(folder, { ...FIRST, ...first }, value);
      const { verdict, changes } = await judge(folder, { ...FIRST, ...first, ...edit }, value);
      expect(verdict).toBe('inconclusive');
      expect(changes).toMatchObject([{ setting, withholds: true }]);
    }
  });

  test('of a number instead of a baseline are told, and a baseline that is trained is another arm', () => {
    const designOf = (value: string) => ({
      config: parseConfig(
        configOf({ ...FIRST, metrics: [['a', null, null]] }).replace(
          'baseline: {}',
          `baseline: { ${value} }`,
        ),
        'c.yml',
      ),
      models: [{ ...HEAD, name: 'baseline', isFixed: value !== '' }, HEAD],
    });
    const [first, now] = [designOf('value: { a: 1, other: 1 }'), designOf('value: { a: 2, other: 1 }')];
    const changes = changesOf('head', settingsOf(first, HEAD), settingsOf(now, HEAD), now.config.metrics);
    expect(changes).toEqual([{ variant: 'head', setting: 'value', subject: 'a', from: 1, to: 2 }]);
    expect(armsOf(now, HEAD)).toBe(armsOf(first, HEAD));
    expect(armsOf(designOf(''), HEAD)).not.toBe(armsOf(first, HEAD));
  });

  test('that add a gate for single tasks can only block; any other edit of the question is told', () => {
    const settings = (edit: string) => {
      const config = parseConfig(
        `${configOf(FIRST)}tasks: [a, b, c, d, e, wine]\n${edit}\n`,
        'conclusive.yml',
      );
      return settingsOf({ config, models: [HEAD, HEAD] }, HEAD);
    };
    const changes = (before: string, after: string) =>
      changesOf('head', settings(before), settings(after), []).map(({ setting, from, to }) => [
        setting,
        from,
        to,
      ]);
    const gate = (text: string) => `gate: { tasks: { no-worse-than: ${text} } }`;
    expect(changes('', gate('0.01'))).toEqual([]);
    expect(changes(gate('0.01'), gate('0.02, allow: [wine]'))).toEqual([
      ['gate.tasks', 'no-worse-than 0.01', 'no-worse-than 0.02, allow wine'],
    ]);
    expect(changes(gate('0.01'), '')).toEqual([['gate.tasks', 'no-worse-than 0.01', 'none']]);
    expect(changes('', 'verdict: { for: new-tasks }')).toEqual([
      ['verdict.for', 'these-tasks', 'new-tasks with 6 seeds'],
    ]);
  });

  test('that swap the models mirror the verdict', async () => {
    const folder = await temporaryFolder();
    const value = values('swapped', 3);
    const swapped = { ...FIRST, isSwapped: true };
    const first = await judge(folder, FIRST, value);
    const second = await judge(folder, swapped, value);
    expect([first.verdict, second.verdict]).toEqual(['improvement', 'regression']);
    expect(second.changes).toEqual([]);
    // The memory is still that of the improvement.
    const third = await judge(folder, { ...FIRST, metrics: [['a', 0.5, null]] }, value);
    expect([third.verdict, third.gate.conclusion]).not.toContain('failure');
    const oneSided = await temporaryFolder();
    await judge(oneSided, { ...FIRST, effect: 0.02 }, value);
    const { changes } = await judge(oneSided, { ...swapped, effect: 0.02 }, value);
    expect(changes).toMatchObject([{ setting: 'baseline', withholds: true }]);
  });

  test('withhold the verdict of the same results under other arms', async () => {
    for (const [edit, setting] of [
      [{ metrics: [['a', 0.5, null]] }, 'margin'],
      [{ metrics: [['b', 0.01, 'other']] }, 'metrics'],
      [{ alpha: 0.2 }, 'alpha'],
      [{ seeds: '9' }, 'seeds'],
      [{ metrics: [['b', 0.5, 'a']] }, 'margin'],
      [{}, null],
    ] as ReadonlyArray<readonly [Partial<Edited>, string | null]>) {
      const folder = await temporaryFolder();
      const drawn = values('other-arms');
      const value: typeof drawn = (code, ...rest) => drawn(code.slice(0, 1), ...rest);
      await judge(folder, FIRST, value);
      const edited = { folder, value, config: configOf({ ...FIRST, ...edit }) };
      for (const code of [
        ['0', '1 with a parameter'],
        ['0 with other code', '1 with other code'],
      ]) {
        const { changes } = await judgeOnPaper({ ...edited, code });
        expect(changes).toMatchObject(setting === null ? [] : [{ setting, withholds: true }]);
      }
      // Of two equal arms, nothing was chosen.
      expect((await judgeOnPaper({ ...edited, code: ['0', '0 and more'] })).changes).toEqual([]);
    }
  });

  /** Shares of examples; a second variant agrees with the first under every seed. */
  test.each([
    ['two shares of 30 examples', '2', [28 / 30, 27 / 30], false],
    ['the same, rounded', '2', [0.9333333, 0.9], false],
    ['five shares that differ', '5', [25, 26, 27, 28, 29].map((right) => right / 30), true],
    ['eight shares of three kinds', '8', [25, 25, 26, 26, 25, 27, 26, 25].map((right) => right / 30), true],
    ['six shares of two kinds', '6', [25, 25, 26, 26, 25, 26].map((right) => right / 30), false],
    ['two losses', '2', [0.5187361213, 0.52349177], true],
  ] as const)('are recognised if chance cannot explain them: %s', async (_, seeds, own, isRecognised) => {
    const folder = await temporaryFolder();
    const value = (code: string, seed: number, metric: string) =>
      metric === 'other' ? 0.5 : code === '0' ? 0.7 + seed / 7e4 : (own[seed - 1] as number);
    const edited = (margin: number) => configOf({ ...FIRST, seeds, metrics: [['a', margin, null]] });
    const arm = (code: string, ...rest: [number, string]) => value(code.slice(0, 1), ...rest);
    await judgeOnPaper({ folder, config: edited(0.01), value: arm });
    const second = { folder, config: edited(0.5), value: arm, code: ['0 elsewhere', '1 elsewhere'] };
    expect((await judgeOnPaper(second)).changes.length > 0).toBe(isRecognised);
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
