import { describe, expect, test } from 'vitest';
import type { Check } from '../../src/checks/check.ts';
import { ignoreCheck } from '../../src/checks/ignore.ts';
import { parseConfig } from '../support/parse-config.ts';

const CONFIG = `trainer: { command: train }
models: { variants: [{ name: head, params: { x: 1 } }, { name: other, params: { x: 2 } }] }
metrics: [{ name: accuracy }]`;

const check = (status: Check['status'], model: string | null = 'head'): Check => ({
  id: 'overfitting/gap',
  model,
  status,
  value: 1,
  threshold: 0,
  interval: null,
  message: 'wide',
  advice: 'stop',
});

describe('checks.ignore', () => {
  const ignored = (...entries: readonly string[]) =>
    parseConfig(`${CONFIG}\nchecks: { ignore: [${entries.join(', ')}] }`, 'c.yml').checks.ignore;

  test('takes the alarm out of a check and keeps what it found, with the reason', () => {
    const list = ignored('{ check: overfitting/gap, reason: small data }');
    expect([check('warn'), check('fail')].map((one) => ignoreCheck(one, list))).toEqual([
      { ...check('warn'), status: 'ignored', message: 'wide (ignored: small data)', advice: null },
      { ...check('fail'), status: 'ignored', message: 'wide (ignored: small data)', advice: null },
    ]);
  });

  test('leaves alone what passes, what could not be checked, and other models', () => {
    const list = ignored('{ check: overfitting/gap, model: baseline, reason: small data }');
    const checks = [check('warn'), check('pass', 'baseline'), check('not-checked', 'baseline')];
    expect(checks.map((one) => ignoreCheck(one, list))).toEqual(checks);
    expect(ignoreCheck(check('warn', 'baseline'), list).status).toBe('ignored');
  });

  test('an unknown name is refused with the nearest one, and a reason is a must', () => {
    expect(() => ignored('{ check: overfiting/gap, reason: x }')).toThrow('did you mean "overfitting/gap"?');
    expect(() => ignored('{ check: overfitting/gap }')).toThrow('reason: is missing');
  });
});
