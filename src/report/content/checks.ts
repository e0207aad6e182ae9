import { type Check, type CheckStatus, LISTED } from '../../checks/check.ts';
import { groupBy } from '../../stats/group-by.ts';
import { NBSP, plain, threeDigits } from '../../words/number.ts';
import { type Block, left, right, small, tableBlock } from '../document.ts';
import { more, plainName, prose, say } from '../phrase.ts';
import type { View } from '../view.ts';
import { CHECK_GLYPHS } from './headline/verdict-words.ts';

const MAX_FOLDED_ROWS = 100;

/** Failures first, advice last; the worst model represents a check that speaks of several. */
export function listedGroups(
  checks: readonly Check[],
): ReadonlyArray<{ readonly worst: Check; readonly models: readonly string[] }> {
  return groupAlike(firstOfOverfitting(withStatus(checks, LISTED))).map((group) => ({
    worst: group.reduce((high, check) => (severityOf(check) > severityOf(high) ? check : high)),
    models: group.flatMap(({ model }) => model ?? []),
  }));
}

/** The failed check that makes a result invalid; null if none does. */
export function brokenBy({ result }: Pick<View, 'result'>): Check | null {
  if (result.verdict !== 'invalid') return null;
  const { reason } = result;
  return (
    result.checks.find(
      ({ status, model, message }) =>
        status === 'fail' && reason === (model === null ? message : `${model}: ${message}`),
    ) ?? null
  );
}

/** One overfitting check per model, because the others repeat it. */
function firstOfOverfitting(checks: readonly Check[]): readonly Check[] {
  const isOverfitting = ({ id }: Check) => id.startsWith('overfitting/');
  const first = (model: string | null) => checks.find((one) => isOverfitting(one) && one.model === model);
  return checks.filter((check) => !isOverfitting(check) || check === first(check.model));
}

const MODELS_FOR_ONE_ROW = 3;

function groupAlike(checks: readonly Check[]): ReadonlyArray<readonly Check[]> {
  return [...groupBy(checks, ({ id, status }) => `${id} ${status}`).values()].flatMap((group) =>
    group.length < MODELS_FOR_ONE_ROW ? group.map((check) => [check]) : [group],
  );
}

/** A check without a value lost the model completely. */
function severityOf({ severity, value }: Check): number {
  return severity ?? value ?? Number.POSITIVE_INFINITY;
}

const NOT_PASSED: readonly CheckStatus[] = [...LISTED, 'ignored', 'not-checked'];

export function allChecks({ result }: View): readonly Block[] {
  return checkTable(withStatus(result.checks, [...NOT_PASSED, 'pass']));
}

/** The rows of `allChecks`, those that passed apart. */
export function checksByOutcome({ result }: View): Record<'passed' | 'others', readonly Check[]> {
  return { passed: withStatus(result.checks, ['pass']), others: withStatus(result.checks, NOT_PASSED) };
}

export function checkTable(checks: readonly Check[]): readonly Block[] {
  const table = tableBlock(checks.slice(0, MAX_FOLDED_ROWS), [
    left('Check', ({ id, status }) => {
      const words = id.replaceAll('-', ' ').replace('/', ': ');
      return say`${CHECK_GLYPHS[status]}${NBSP}${prose(words)}`;
    }),
    left('Model', ({ model }) => (model === null ? '' : plainName(model))),
    right('Value', valueCell),
    right('Limit', ({ threshold }) => (threshold === null ? '' : threeDigits(threshold))),
    left('Finding', ({ message, evidence }) =>
      prose(evidence === undefined ? message : `${message}; ${evidence}`),
    ),
  ]);
  return [...table, ...small(more(checks.length - MAX_FOLDED_ROWS, 'are in the result file.'))];
}

/** `5 passed, 2 not checked`. */
export function countOf(checks: readonly Check[]): string {
  const words: ReadonlyArray<readonly [CheckStatus, string]> = [
    ['fail', 'failed'],
    ['warn', 'warned'],
    ['advice', 'with advice'],
    ['pass', 'passed'],
    ['not-checked', 'not checked'],
    ['ignored', 'ignored'],
  ];
  return words
    .map(([status, word]) => [checks.filter((check) => check.status === status).length, word] as const)
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${n} ${word}`)
    .join(', ');
}

function withStatus(checks: readonly Check[], statuses: readonly CheckStatus[]): readonly Check[] {
  return statuses.flatMap((status) => checks.filter((check) => check.status === status));
}

function valueCell({ value, interval }: Check): string {
  if (value === null) return '';
  const bounds = interval === null ? '' : ` [${plain(interval.low)},${NBSP}${plain(interval.high)}]`;
  return `${plain(value)}${bounds}`;
}
