import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { addToLedger, type Decision, MAX_DECISIONS, readLedger } from '../../../src/records/store/ledger.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const digest = (digit: string) => digit.repeat(64);
const decision = (change: Partial<Decision> = {}): Decision => ({
  testSet: digest('a'),
  change: digest('b'),
  commit: 'c'.repeat(40),
  experiment: 'conclusive.yml',
  variant: 'head',
  metrics: ['accuracy'],
  verdict: 'improvement',
  date: '2026-11-25T02:00:00.000Z',
  ...change,
});

describe('the ledger of decisions', () => {
  let folder: string;
  let warnings: string[];
  const warn = (message: string) => void warnings.push(message);
  beforeEach(async () => {
    folder = await temporaryFolder();
    warnings = [];
  });

  test('keeps what was added, the oldest first', async () => {
    const second = decision({ change: digest('d'), commit: 'e'.repeat(40), verdict: 'inconclusive' });
    await addToLedger(folder, [decision()], warn);
    await addToLedger(folder, [second], warn);
    expect(await readLedger(folder, warn)).toEqual([decision(), second]);
    expect(warnings).toEqual([]);
  });

  test('keeps estimates, and reads decisions of earlier versions, which have none', async () => {
    const measured = decision({ change: digest('d'), commit: null, differences: { accuracy: -0.004 } });
    await addToLedger(folder, [decision(), measured], warn);
    expect(await readLedger(folder, warn)).toEqual([decision(), measured]);
  });

  test.each([
    ['the same code', { commit: null }],
    ['the same commit with another fingerprint', { change: digest('f') }],
  ])('counts %s once', async (_, change) => {
    await addToLedger(folder, [decision()], warn);
    await addToLedger(folder, [decision({ ...change, date: '2026-11-26T02:00:00.000Z' })], warn);
    expect(await readLedger(folder, warn)).toEqual([decision()]);
  });

  test('counts the same code on another test set, and another variant of the same commit', async () => {
    const others = [
      decision({ testSet: digest('1') }),
      decision({ change: digest('2'), variant: 'wider' }),
      decision({ change: digest('3'), commit: null }),
    ];
    await addToLedger(folder, [decision(), ...others], warn);
    expect(await readLedger(folder, warn)).toHaveLength(4);
  });

  test.each([
    ['not JSON', '{"schema": "conclusive.ledger/1", "decis'],
    ['of a later version', '{"schema": "conclusive.ledger/2", "decisions": []}'],
    ['with an entry that is none', '{"schema": "conclusive.ledger/1", "decisions": [{"testSet": "x"}]}'],
  ])('is set aside and begun anew when it is %s, and says so', async (_, text) => {
    await writeFile(join(folder, 'ledger.json'), text);
    await addToLedger(folder, [decision()], warn);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('cannot be read');
    expect(await readFile(join(folder, 'ledger.broken.json'), 'utf8')).toBe(text);
    expect(await readLedger(folder, warn)).toEqual([decision()]);
  });

  test('is not read through a link', async () => {
    const elsewhere = join(await temporaryFolder(), 'ledger.json');
    await writeFile(elsewhere, JSON.stringify({ schema: 'conclusive.ledger/1', decisions: [decision()] }));
    await symlink(elsewhere, join(folder, 'ledger.json'));
    expect(await readLedger(folder, warn)).toEqual([]);
    expect(warnings[0]).toContain('is not a regular file');
  });

  test('drops the oldest above its bound', async () => {
    const many = Array.from({ length: MAX_DECISIONS + 1 }, (_, index) =>
      decision({ change: index.toString(16).padStart(64, '0'), commit: null }),
    );
    await addToLedger(folder, many, warn);
    expect(await readLedger(folder, warn)).toEqual(many.slice(1));
  });
});
