import { expect, test } from 'vitest';
import { moneyOf, requirePrices, startMoney } from '../../../src/experiment/planning/money.ts';
import { record } from '../../checks/records.ts';

const paid = (dollars?: number) => {
  const run = record('head', 1);
  return { ...run, cost: { ...run.cost, ...(dollars === undefined ? {} : { dollars }) } };
};

test('a repeat starts only if it and those under way can be paid', () => {
  const money = startMoney(1);
  expect(money.mayStart()).toBe(true);
  money.onEnded(paid(0.3));
  expect([money.mayStart(), money.mayStart(), money.mayStart()]).toEqual([true, true, false]);
  expect(money.wasSpent()).toBe(true);
});

test('a repeat ahead is paid like any other, and where it cannot be, nothing is spent', () => {
  const money = startMoney(1);
  money.onKnown(paid(0.3), false);
  expect([money.mayStartAhead(), money.mayStart(), money.mayStartAhead()]).toEqual([true, true, true]);
  expect([money.mayStartAhead(), money.wasSpent(), money.isEnough(0)]).toEqual([false, false, true]);
  expect([money.mayStart(), money.wasSpent()]).toEqual([false, true]);
});

test('a look starts only if all of it can be paid, by the price of records too', () => {
  const money = startMoney(1);
  money.onKnown(paid(0.2), false);
  expect([money.isEnough(5), money.isEnough(6)]).toEqual([true, false]);
  money.onKnown(paid(0.2), true);
  expect([money.isEnough(4), money.isEnough(5)]).toEqual([true, false]);
});

test('a log without prices is refused with a limit only', () => {
  const run = { ...paid(), metrics: { test: { score: 1 } } };
  expect(() => requirePrices(run, undefined)).not.toThrow();
  expect(() => requirePrices(run, 5)).toThrow('head, repeat 1, does not say what each answer cost');
});

test('says what was spent and what the rest would have cost', () => {
  expect(moneyOf([paid(0.2), paid(0.4)], ['head'], 5)).toEqual({
    spent: expect.closeTo(0.6),
    repeat: expect.closeTo(0.3),
    rest: expect.closeTo(0.9),
  });
  expect(moneyOf([paid(0.2), paid()], ['head'], 5)).toBe(null);
});
