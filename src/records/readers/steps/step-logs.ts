/** Turns the logs by step of all tools into curves. */
import { quote } from '../../../words/list.ts';
import { areSideBySide, type RunValues } from '../run-values.ts';
import type { Folded, Point } from './fold-steps.ts';
import type { StepLog } from './step-log.ts';
import { beginsWith, type Series } from './step-series.ts';

/**
 * Call it after the last file. Logs that state the epoch come first, since the others are compared with them. Where two
 * files of a tool each hold a whole run, none of them counts.
 */
export function foldStepLogs(values: RunValues): void {
  const unclear = new Set<string>();
  const kept: StepLog[] = [];
  for (const log of joinFolders(values, unclear)) {
    log.close(values.warn);
    addFolder(kept, log, values, unclear);
  }
  const folded = kept
    .filter(({ tool }) => !unclear.has(tool))
    .map((log) => ({ tool: log.tool, ...log.fold(values) }));
  for (const log of folded) if (log.countsEpochs) addPoints(log, values);
  for (const log of folded) if (!log.countsEpochs) addUnlessClash(log, values);
}

function joinFolders({ stepLogs, warn }: RunValues, unclear: Set<string>): readonly StepLog[] {
  const folders = new Map<string, StepLog>();
  for (const log of stepLogs) {
    const id = `${log.tool}\n${log.folder}`;
    const known = folders.get(id);
    const restarted = known === undefined ? null : restartIn(known, log);
    if (known === undefined) folders.set(id, log);
    else if (restarted === null) known.join(log);
    else {
      unclear.add(log.tool);
      warn(describeRuns(log.tool, restarted, 'neither is'));
    }
  }
  return [...folders.values()];
}

/** A later folder continues the run if it states other metrics, the same and more, or later steps. */
function addFolder(kept: StepLog[], log: StepLog, { warn }: RunValues, unclear: Set<string>): void {
  let joined = log;
  for (const earlier of kept.filter(({ tool }) => tool === log.tool)) {
    kept.splice(kept.indexOf(earlier), 1);
    const restarted = restartIn(earlier, joined);
    if (restarted !== null) {
      const isLater = !areSideBySide(restarted[0].file, restarted[1].file);
      warn(describeRuns(log.tool, restarted, isLater ? 'only the last one is' : 'neither is'));
      if (!isLater) unclear.add(log.tool);
      continue;
    }
    earlier.continueWith(joined);
    joined = earlier;
  }
  kept.push(joined);
}

/** A metric that begins again in a later log, with other values. */
function restartIn(earlier: StepLog, later: StepLog): readonly [Series, Series] | null {
  return earlier.sharedWith(later).find(([before, after]) => !isOneRun(before, after)) ?? null;
}

function isOneRun(before: Series, after: Series): boolean {
  return (
    (after.steps[0] as number) > (before.steps[0] as number) ||
    (after.firstEpoch ?? 0) > (before.lastEpoch ?? Number.POSITIVE_INFINITY) ||
    beginsWith(after, before) ||
    beginsWith(before, after)
  );
}

function describeRuns(tool: string, [before, after]: readonly [Series, Series], used: string): string {
  const { split, name, steps } = after;
  return (
    `${tool}: ${quote(before.file)} and ${quote(after.file)} each hold a whole run (${split} ${name} from step ${steps[0]} on); ` +
    `${used} used; log one run in each run directory`
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
