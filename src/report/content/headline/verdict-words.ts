import type { Verdict } from '../../../analysis/compare/comparison.ts';
import type { CheckStatus } from '../../../checks/check.ts';

export const VERDICT_GLYPHS: Readonly<Record<Verdict, string>> = {
  improvement: '✅',
  regression: '❌',
  equivalent: '🟰',
  inconclusive: '⚪',
  invalid: '⛔',
};

export const CHECK_GLYPHS: Readonly<Record<CheckStatus, string>> = {
  pass: '✔️',
  warn: '⚠️',
  fail: '❌',
  advice: '💡',
  'not-checked': '➖',
  ignored: '🔇',
};
