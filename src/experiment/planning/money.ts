/** `limits.total-cost`: what repeats of an evaluation may cost, in US dollars. */
import type { EvaluationResult } from '../../analysis/cases/evaluation-result.ts';
import { UserError } from '../../config/user-error.ts';
import type { RunRecord } from '../../records/record.ts';
import { nameRun } from '../../records/run-name.ts';

type MoneyResult = NonNullable<EvaluationResult['money']>;
type Priced = Pick<RunRecord, 'status' | 'cost'>;

export interface Money {
  /** Whether another repeat may start, if it and those under way cost as much as the dearest so far. Then it counts as started. */
  mayStart(): boolean;
  /** The same for a repeat of a later look, which is paid like any other. Without, nothing is spent. */
  mayStartAhead(): boolean;
  isEnough(runs: number): boolean;
  onEnded(record: Priced): void;
  /** @param isPaid whether it was run for this experiment, in another job */
  onKnown(record: Priced, isPaid: boolean): void;
  wasSpent(): boolean;
}

export function startMoney(limit: number | undefined): Money {
  const most = limit ?? Number.POSITIVE_INFINITY;
  let dearest = 0;
  let spent = 0;
  let underWay = 0;
  let isSpent = false;
  const isEnough = (runs: number) => runs === 0 || spent + (underWay + runs) * dearest <= most;
  const learn = ({ cost }: Priced) => {
    dearest = Math.max(dearest, cost.dollars ?? 0);
  };
  return {
    isEnough,
    mayStart() {
      isSpent ||= !isEnough(1);
      underWay += isSpent ? 0 : 1;
      return !isSpent;
    },
    mayStartAhead() {
      const mayStart = !isSpent && isEnough(1);
      underWay += mayStart ? 1 : 0;
      return mayStart;
    },
    onEnded(record) {
      learn(record);
      underWay -= 1;
      // A repeat that failed has cost something too.
      spent += record.cost.dollars ?? dearest;
    },
    onKnown(record, isPaid) {
      learn(record);
      if (isPaid) spent += record.cost.dollars ?? 0;
    },
    wasSpent: () => isSpent,
  };
}

/** @throws UserError if a limit is set and the log of a finished repeat does not say what its answers cost */
export function requirePrices(record: RunRecord, limit: number | undefined): void {
  const hasAnswers = record.status === 'ok' && record.metrics.test !== undefined;
  if (limit === undefined || !hasAnswers || record.cost.dollars !== undefined) return;
  throw new UserError(
    `limits.total-cost: the log of ${nameRun({ ...record, unit: 'repeat' })}, does not say what each answer cost, so the total is unknown; remove limits.total-cost, or let the tool log costs`,
  );
}

/**
 * @param records of all repeats, of which each model has at most `most`
 * @returns null unless the log of every finished repeat says what its answers cost
 */
export function moneyOf(
  records: readonly RunRecord[],
  models: readonly string[],
  most: number,
): MoneyResult | null {
  const finished = records.filter(({ status }) => status === 'ok');
  const prices = finished.flatMap(({ cost }) => cost.dollars ?? []);
  if (prices.length === 0 || prices.length < finished.length) return null;
  const spent = prices.reduce((sum, price) => sum + price, 0);
  const ofRun = spent / prices.length;
  const left = models.map((name) => most - records.filter(({ model }) => model === name).length);
  const runsLeft = left.reduce((sum, runs) => sum + Math.max(0, runs), 0);
  return { spent, repeat: models.length * ofRun, rest: runsLeft * ofRun };
}
