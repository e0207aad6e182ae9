/** Logs with one row an epoch or a step, as CSV, lines of JSON or a list: the same rows, identity and curves. */
import { posix } from 'node:path';
import { isObject } from '../json.ts';
import type { Split } from '../record.ts';
import { isHeaderAgain, readHeader, requireDistinctColumns } from './files/csv-header.ts';
import { readSimpleRows } from './files/csv-rows.ts';
import { readObjects } from './files/json-lines.ts';
import { MAX_LOG_BYTES, type RunFile } from './files/run-file.ts';
import { splitFlatName, splitOfWord } from './flat-names.ts';
import { LogCells } from './log-cells.ts';
import { finiteOrNull, parseCell } from './numbers.ts';
import { RowIdentity } from './row-identity.ts';
import type { RunValues } from './run-values.ts';
import { isEpochName, isStepName } from './steps/axis-names.ts';
import { EpochLog } from './steps/epoch-log.ts';
import type { Series } from './steps/step-series.ts';
import { type FileLine, formatFileLine, show, unreadable } from './unreadable-run-error.ts';

interface Entry {
  readonly key: string;
  /** Null outside of a split; the name may still state one. */
  readonly split: Split | null;
  readonly name: string;
  /** Set for the epoch and the step of the row. */
  readonly axis: 'epoch' | 'step' | null;
  readonly value: unknown;
}

function axisOf(key: string): Entry['axis'] {
  return isEpochName(key) ? 'epoch' : isStepName(key) ? 'step' : null;
}

export interface LogRow {
  readonly entries: readonly Entry[];
  readonly place: FileLine;
}

type LogRows = AsyncIterable<LogRow> | Iterable<LogRow>;

/** @param isAxis tells the column that a second header repeats */
export async function* csvRows(
  { path, name: file, head }: RunFile,
  run: RunValues,
  isAxis: (column: string) => boolean,
): AsyncGenerator<LogRow> {
  const numbers = new LogCells();
  let names: readonly string[] | null = null;
  let axes: ReadonlyArray<Entry['axis']> = [];
  const { delimiter } = readHeader(head);
  for await (const { line, cells } of readSimpleRows(path, file, MAX_LOG_BYTES, delimiter, run.warn)) {
    const place = { file, line };
    if (names === null) {
      requireDistinctColumns(cells, file);
      names = cells;
      axes = names.map(axisOf);
      continue;
    }
    if (isHeaderAgain(cells, names, names.findIndex(isAxis), place)) continue;
    const entries: Entry[] = [];
    for (const [at, key] of names.entries()) {
      if (key === '') continue;
      const cell = cells[at] ?? '';
      const axis = axes[at] ?? null;
      const value = axis === null ? numbers.read(key, cell, place) : parseCell(cell);
      entries.push({ key, split: null, name: key, axis, value });
    }
    yield { entries, place };
  }
}

export async function* jsonRows({ path, name: file }: RunFile, run: RunValues): AsyncGenerator<LogRow> {
  for await (const { object, place } of readObjects(path, file, run.warn))
    yield { entries: entriesOf(object), place };
}

/** All values, including those below a split. */
function entriesOf(object: Readonly<Record<string, unknown>>): readonly Entry[] {
  return Object.entries(object).flatMap(([key, value]): Entry[] => {
    const split = splitOfWord(key);
    if (split === null || !isObject(value))
      return [{ key, split: null, name: key, axis: axisOf(key), value }];
    return Object.entries(value).map(([name, inner]) => ({
      key: `${key}.${name}`,
      split,
      name,
      axis: null,
      value: inner,
    }));
  });
}

/** @param fallback split of a name that states none */
export async function readByEpoch(
  rows: LogRows,
  file: string,
  run: RunValues,
  fallback: Split = 'train',
): Promise<void> {
  const log = new EpochLog(run);
  const identity = new RowIdentity();
  const known = new Map<string, ReturnType<EpochLog['series']>>();
  let skipped: string | null = null;
  const seriesOf = ({ key, split, name }: Entry) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const target = split === null ? splitFlatName(name, fallback, run.declared) : { split, name };
    const series = log.series(target.split, target.name);
    known.set(key, series);
    return series;
  };
  for await (const { entries, place } of rows) {
    const epoch = entries.find(({ axis }) => axis === 'epoch')?.value ?? '';
    if (epoch === '') {
      if (entries.some(({ axis }) => axis === 'step')) skipped ??= formatFileLine(place);
      continue;
    }
    for (const { key, value } of entries) identity.noteCell(key, value);
    const own = entries.filter(({ axis }) => axis !== 'epoch');
    log.add(
      epoch,
      own.map((entry) => ({ key: entry.key, series: seriesOf(entry), value: entry.value })),
      place,
    );
  }
  identity.refuse(file, identity.keyToShow([...known.keys()], run.declared), log.hasRepeats);
  log.finish();
  if (skipped !== null)
    run.warn(
      `${skipped}: lines with a step but no epoch are left out, because other lines have only an epoch; log one of them in every line, or both`,
    );
}

/** Training loss, validation and means over an epoch may stand in separate rows. */
export async function readByStep(
  rows: LogRows,
  file: string,
  run: RunValues,
  { tool, needsSteps }: { readonly tool: string; readonly needsSteps: boolean },
): Promise<void> {
  const log = run.steps(tool, posix.dirname(file));
  const identity = new RowIdentity();
  const known = new Map<string, Series>();
  const seriesOf = (key: string) => {
    const series = known.get(key) ?? log.series(key, file);
    known.set(key, series);
    return series;
  };
  // A row without an epoch belongs to the epoch above.
  let epoch: number | null = null;
  for await (const { entries, place } of rows) {
    const stated = entries.find(({ axis }) => axis === 'step');
    const step = finiteOrNull(stated?.value);
    if (step === null) {
      if (needsSteps)
        throw unreadable(place, `${stated?.key} must be a number, found ${show(stated?.value)}`);
      continue;
    }
    const ofRow = finiteOrNull(entries.find(({ axis }) => axis === 'epoch')?.value);
    epoch = ofRow ?? epoch;
    for (const { key, axis, value } of entries) {
      if (axis !== null) continue;
      identity.noteCell(key, value);
      log.state(seriesOf(key), { step, epoch }, value, { key, line: place.line });
    }
    if (ofRow !== null) log.setEpoch(step, ofRow);
  }
  identity.refuse(file, identity.keyToShow([...known.keys()], run.declared), log.hasRepeats(file));
}
