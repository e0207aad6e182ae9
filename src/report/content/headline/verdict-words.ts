import type { Verdict } from '../../../analysis/compare/comparison.ts';
import type { CheckStatus } from '../../../checks/check.ts';

export const VERDICT_GLYPHS: Readonly<Record<Verdict, string>> = {
  improvement: '✅',
  regression: '❌',
  equivalent: '🟰',
  inconclusive: '⚪',
  invalid: '⛔',
};

/** A check that could not be made is never shown as a passed one. */
export const CHECK_GLYPHS: Readonly<Record<CheckStatus, string>> = {
  pass: '✔️',
  warn: '⚠️',
  fail: '❌',
  'not-checked': '➖',
  ignored: '🔇',
};
