import { expect, test } from 'vitest';
import { gateLine } from '../../../src/report/content/gate.ts';
import { plainText } from '../../../src/report/format/plain.ts';
import { viewOf } from '../../../src/report/view.ts';
import * as samples from '../../support/samples.ts';

test.each([
  ['blocks', samples.worse, 'Blocked: the verdict is regression, listed in gate.fail-on'],
  [
    'warns',
    samples.inconclusive,
    'Not blocked, with a warning: the verdict is inconclusive, listed in gate.warn-on',
  ],
  ['lets pass', samples.better, 'Not blocked: your config blocks only regression and invalid'],
])('a gate that %s says by which rule', (_, result, expected) => {
  expect(plainText(gateLine(viewOf(result)))).toBe(expected);
});
