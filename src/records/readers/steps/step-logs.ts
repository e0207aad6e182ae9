/** Turns the logs by step of all tools into curves. */
import type { RunValues } from '../run-values.ts';
import type { Folded, Point } from './fold-steps.ts';
import type { StepLog } from './step-log.ts';
import { beginsWith, type Series } from './step-series.ts';

/** Call it after the last file. Logs that state the epoch come first, since the others are compared with them. */
export function foldStepLogs(values: RunValues): void {
  const kept: StepLog[] = [];
  for (const log of joinFolders(values.stepLogs)) {
    log.close(values.warn);
    addFolder(kept, log, values);
  }
  const folded = kept.map((log) => ({ tool: log.tool, ...log.fold(values) }));
  for (const log of folded) if (log.countsEpochs) addPoints(log, values);
  for (const log of folded) if (!log.countsEpochs) addUnlessClash(log, values);
}

function joinFolders(logs: readonly StepLog[]): readonly StepLog[] {
  const folders = new Map<string, StepLog>();
  for (const log of logs) {
    const id = `${log.tool}\n${log.folder}`;
    const known = folders.get(id);
    if (known === undefined) folders.set(id, log);
    else known.join(log);
  }
  return [...folders.values()];
}

/** A later folder continues the run if it states other metrics, the same and more, or later steps. */
function addFolder(kept: StepLog[], log: StepLog, values: RunValues): void {
  let joined = log;
  for (const earlier of kept.filter(({ tool }) => tool === log.tool)) {
    kept.splice(kept.indexOf(earlier), 1);
    const restarted = earlier.sharedWith(joined).find(([before, after]) => !isOneRun(before, after));
    if (restarted !== undefined) {
      values.warn(describeRuns(earlier, log, restarted[1]));
      continue;
    }
    earlier.continueWith(joined);
    joined = earlier;
  }
  kept.push(joined);
}

function isOneRun(before: Series, after: Series): boolean {
  return (
    (after.steps[0] as number) > (before.steps[0] as number) ||
    beginsWith(after, before) ||
    beginsWith(before, after)
  );
}

function describeRuns(earlier: StepLog, later: StepLog, { split, name, steps }: Series): string {
  const one = JSON.stringify(earlier.folder.slice(0, 100));
  const other = JSON.stringify(later.folder.slice(0, 100));
  return (
    `${later.tool}: ${one} and ${other} each hold a whole run (${split} ${name} from step ${steps[0]} on); ` +
    'only the last one is used; log one run in each run directory'
  );
}

type ToolCurves = Folded & { readonly tool: string };

function addPoints({ points, tool }: ToolCurves, run: RunValues): void {
  for (const { epoch, values } of points) {
    const at = run.requireEpoch(epoch, { file: tool, line: null });
    for (const { series, value } of values) {
      const { split, name, key, file } = series;
      run.add({ split, name, at, key, file, line: null }, value);
    }
  }
}

/** Steps of one log must not be joined with epochs of another. */
function addUnlessClash(curves: ToolCurves, run: RunValues): void {
  const last = curves.points.findLast(isOfCurve)?.epoch;
  const reference = run.lastEpoch();
  if (last === undefined || reference === null || countAlike(last, reference)) {
    addPoints(curves, run);
    return;
  }
  run.warn(
    `${curves.tool}: its values go to step ${last} and those of other logs to epoch ${reference}, so they count different ` +
      'things. Its curves were left out, and its last values are used only where no other log has them; log the epoch with each step',
  );
  for (const { values } of [...curves.points].reverse()) {
    for (const { series, value } of values) {
      const { split, name, key, file } = series;
      if (split !== 'train' && !run.lasts[split].has(name))
        run.add({ split, name, at: 'last', key, file, line: null }, value);
    }
  }
}

function isOfCurve({ values }: Point): boolean {
  return values.some(({ series: { split } }) => split === 'train' || split === 'validation');
}

/** Logs of one run end at nearly the same time. */
function countAlike(one: number, other: number): boolean {
  return Math.max(one, other) <= 2 * Math.min(one, other) + 1;
}
