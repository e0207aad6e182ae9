import { describe, expect, test } from 'vitest';
import { sinceLastPush } from '../../../../src/report/content/headline/since-last-push.ts';
import { viewOf } from '../../../../src/report/view.ts';
import { type Outcome, outcomeOf, outcomeSchema } from '../../../../src/verdict/outcome.ts';
import { plain } from '../../../support/plain.ts';
import * as samples from '../../../support/samples.ts';

const EARLIER = '4df797c'.padEnd(40, '0');
const told = (before: Outcome | null, now = samples.better) => plain(sinceLastPush(viewOf(now), before));
const open = outcomeOf({ ...samples.better, verdict: 'inconclusive' }, EARLIER);

describe('since the last push', () => {
  test('the same comparison was something else', () => {
    expect(outcomeSchema.parse(open)).toEqual(open);
    expect(told(open)).toMatch(/^was ⚪ \+0\.02\d \(\+0\.005 to \+0\.038\) at 4df797c$/);
  });

  test('a verdict without this comparison has no number', () => {
    expect(told({ ...open, comparisons: [] })).toBe('was ⚪ at 4df797c');
    expect(told({ ...open, verdict: 'invalid' })).toBe('was ⛔ at 4df797c');
    const comparisons = open.comparisons.map(({ high: _, ...one }) => one);
    expect(told({ ...open, comparisons })).toBe('was ⚪ at 4df797c');
  });

  test.each([
    ['nothing', null],
    ['the same commit', { ...open, commit: '4f2a91c'.padEnd(40, '0') }],
    ['what is no commit', { ...open, commit: '`@octocat`' }],
  ])('%s is not told', (_, before) => {
    expect(told(before)).toBe('');
  });
});
