/** Tables of results that are already summed up hold no runs to compare. */
import { knownMetric } from '../config/known-metrics.ts';
import { UserError } from '../config/user-error.ts';
import type { ResultRow } from '../records/results/result-row.ts';
import { isSummaryName } from '../records/results/tables/column-names.ts';
import { quoteNames } from '../words/list.ts';
import { columnsOf } from './columns-of.ts';

const MAX_SHOWN = 3;

/** @throws UserError for one row a model whose columns are means and spreads, or may be data sets */
export function requireRuns(rows: readonly ResultRow[]): void {
  const models = [...new Set(rows.map(({ record }) => record.model))];
  const [first] = rows;
  if (first === undefined || models.length < rows.length || rows.some(({ hasSeed }) => hasSeed)) return;
  const columns = columnsOf(rows);
  const names = [...columns].flatMap(([name, { whyNot }]) => (whyNot === null ? [name] : []));
  const isSpread = [...columns.values()].some(({ whyNot }) => whyNot === 'a spread');
  if (isSpread && names.some(isSummaryName))
    throw new UserError(
      `${first.file}: has means and spreads over runs; compare needs one row for each run, with its seed`,
    );
  const ofTasks = names.filter((name) => !isSummaryName(name));
  if (ofTasks.length < 2 || ofTasks.some((name) => knownMetric(name) !== null)) return;
  throw new UserError(
    `${first.file}: has one row for each model, with the columns ${quoteNames(ofTasks, MAX_SHOWN)}. If they are data sets, ` +
      'write a row for each, with its name in a column "task"; if they are metrics, give a row for each run and choose with --metric',
  );
}
