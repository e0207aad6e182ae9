import { describe, expect, test } from 'vitest';
import { type Outcome, whatIsWorse } from '../../src/verdict/outcome.ts';

const regression = { on: 'regression', metric: null } as const;
const outcome = (difference: number, change: Partial<Outcome> = {}): Outcome => ({
  commit: 'a'.repeat(40),
  verdict: 'regression',
  failed: [regression],
  comparisons: [{ variant: 'head', metric: 'f1', difference, low: difference - 0.01 }],
  ...change,
});

describe('an outcome that was accepted', () => {
  test('covers the same again, a better one, and one within its interval', () => {
    const accepted = outcome(-0.05);
    for (const difference of [-0.05, 0.1, -0.0599])
      expect(whatIsWorse(outcome(difference), accepted)).toBeNull();
  });

  test('does not cover a difference below its interval', () => {
    expect(whatIsWorse(outcome(-0.061), outcome(-0.05))).toBe(
      'the difference in f1 of head is below the accepted interval',
    );
  });

  test('does not cover another reason to fail', () => {
    const invalid = outcome(-0.05, { failed: [regression, { on: 'invalid', metric: null }] });
    expect(whatIsWorse(invalid, outcome(-0.05))).toBe(
      'the gate now fails on invalid, which it did not before',
    );
    const own = outcome(-0.05, { failed: [{ on: 'regression', metric: 'f1' }] });
    expect(whatIsWorse(own, outcome(-0.05))).toContain('regression for f1');
  });

  test('covers the tasks on which the gate failed, and no other', () => {
    const onTasks = (...tasks: readonly string[]) =>
      outcome(0, { failed: tasks.map((task) => ({ on: 'no-task-worse', metric: null, task })) });
    expect(whatIsWorse(onTasks('rte'), onTasks('rte', 'cola'))).toBeNull();
    expect(whatIsWorse(onTasks('rte', 'wine'), onTasks('rte'))).toContain('no-task-worse for wine');
  });

  test('that is invalid covers its commit alone', () => {
    const invalid = outcome(-0.05, { failed: [{ on: 'invalid', metric: null }] });
    expect(whatIsWorse(invalid, invalid)).toBeNull();
    const later = { ...invalid, commit: 'b'.repeat(40) };
    expect(whatIsWorse(later, invalid)).toContain('still invalid');
  });

  test('does not cover a comparison that was not there', () => {
    const more = outcome(-0.05, {
      comparisons: [{ variant: 'wider', metric: 'f1', difference: -0.05, low: -0.06 }],
    });
    expect(whatIsWorse(more, outcome(-0.05))).toBe('f1 of wider was not compared before');
  });
});
