/** The logs by step of all tools: several folders of one are one run or several, and what they count may be no epoch. */
import type { Findings } from '../findings.ts';
import type { Folded, Point } from './fold-steps.ts';
import { StepLog } from './step-log.ts';
import { beginsWith, type Series } from './step-series.ts';

export class StepLogs {
  readonly #logs = new Map<string, StepLog>();
  readonly #findings: Findings;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Where the files of a tool in a folder put what they log by step. */
  of(tool: string, folder: string): StepLog {
    const id = `${tool}\n${folder}`;
    const log = this.#logs.get(id) ?? new StepLog(tool, folder, this.#findings);
    this.#logs.set(id, log);
    return log;
  }

  /** After the last file: turns steps into epochs. Logs that state the epoch come first, as the others are held against them. */
  finish(): void {
    const findings = this.#findings;
    for (const log of this.#logs.values()) log.close();
    const kept: StepLog[] = [];
    for (const log of this.#logs.values()) addFolder(kept, log, findings);
    const folded = kept.map((log) => ({ tool: log.tool, ...log.fold() }));
    for (const log of folded) if (log.countsEpochs) addPoints(log, findings);
    for (const log of folded) if (!log.countsEpochs) addUnlessClash(log, findings);
  }
}

/** A later folder of a tool is the same run if it says other things, the same things and more, or goes on where it was resumed. */
function addFolder(kept: StepLog[], log: StepLog, findings: Findings): void {
  let joined = log;
  for (const earlier of kept.filter(({ tool }) => tool === log.tool)) {
    kept.splice(kept.indexOf(earlier), 1);
    const restarted = earlier.sharedWith(joined).find(([before, after]) => !isOneRun(before, after));
    if (restarted !== undefined) {
      findings.warn(describeRuns(earlier, log, restarted[1]));
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
  const [one, other] = [earlier, later].map(({ folder }) => JSON.stringify(folder.slice(0, 100)));
  return (
    `${later.tool}: ${one} and ${other} each hold a whole run (${split} ${name} from step ${steps[0]} on); ` +
    'only the last one is used; log one run in each run directory'
  );
}

type ToolCurves = Folded & { readonly tool: string };

function addPoints({ points, tool }: ToolCurves, findings: Findings): void {
  for (const { epoch, values } of points) {
    const bags = findings.epoch(epoch, { file: tool, line: null });
    for (const { series, value } of values) {
      findings.add(bags[series.split], series.name, value, series.key, { file: series.file, line: null });
    }
  }
}

/** Steps of one log and epochs of another are not to be laid end to end. */
function addUnlessClash(curves: ToolCurves, findings: Findings): void {
  const last = curves.points.findLast(isOfCurve)?.epoch;
  const reference = findings.lastEpoch();
  if (last === undefined || reference === null || countAlike(last, reference)) {
    addPoints(curves, findings);
    return;
  }
  findings.warn(
    `${curves.tool}: its values go to step ${last} and those of other logs to epoch ${reference}, so they count different ` +
      'things. Its curves were left out, and its last values are used only where no other log has them; log the epoch with each step',
  );
  for (const { values } of [...curves.points].reverse()) {
    for (const { series, value } of values) {
      const { split, name, key, file } = series;
      const bag = findings.lastValues[split];
      if (split !== 'train' && !bag.has(name)) findings.add(bag, name, value, key, { file, line: null });
    }
  }
}

function isOfCurve({ values }: Point): boolean {
  return values.some(({ series: { split } }) => split === 'train' || split === 'validation');
}

/** Two logs of one run end at the same time, or nearly. */
function countAlike(one: number, other: number): boolean {
  return Math.max(one, other) <= 2 * Math.min(one, other) + 1;
}
