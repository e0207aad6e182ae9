/** Finds data that the arms do not share: data files that differ in git, and parameters that name other data. */
import { isAbsolute, join, posix } from 'node:path';
import type { TreeListing } from '../../git/tree.ts';
import { type Amount, countExamples } from '../../records/data/count-examples.ts';
import type { PreparedModel } from '../runs/plan-runs.ts';
import { type DataSplit, isDataAmount, isDataFile, isSplitChoice, splitOf } from './data-names.ts';
import { listAlike } from './list-alike.ts';

export interface DataChange {
  /** A path from the root, or `params.NAME`; a folder if many of its files changed. */
  readonly name: string;
  readonly split: DataSplit | null;
  /** Null for missing data, or data that can't be counted. */
  readonly before: Amount | null;
  readonly after: Amount | null;
  /** Set for a number that chooses the examples, such as the seed of the split. */
  readonly chosenBy?: readonly [before: number, after: number];
}

export interface DataChanges {
  readonly model: string;
  readonly changes: readonly DataChange[];
}

interface DataRequest {
  /** The baseline first. */
  readonly models: readonly PreparedModel[];
  /** Data whatever their names, by split, from the config's folder. */
  readonly files: Readonly<Partial<Record<DataSplit | 'shifted', string>>>;
  /** Set for a file (from the root) that another check compares. */
  readonly isAside: (file: string) => boolean;
}

/** With more changed files in one folder, only the folder is named. */
const MAX_FILES = 3;
/** No sentence names more files. */
const MAX_COUNTED = 20;

export async function findDataChanges(request: DataRequest): Promise<DataChanges[]> {
  const [baseline, ...variants] = request.models;
  if (baseline === undefined) return [];
  const all: DataChanges[] = [];
  for (const variant of variants) {
    const isSameTree = (variant.root ?? variant.directory) === (baseline.root ?? baseline.directory);
    const ofFiles = isSameTree
      ? []
      : await changedFiles([baseline, variant], await listAlike(baseline, variant), request);
    const changes = [...ofFiles, ...(await changedParams(baseline, variant))];
    all.push({ model: variant.name, changes });
  }
  return all;
}

type Both<Value> = readonly [Value, Value];

async function changedFiles(
  models: Both<PreparedModel>,
  [before, after]: Both<TreeListing>,
  { files, isAside }: DataRequest,
): Promise<DataChange[]> {
  const folder = folderOf(models[0]);
  const named = new Map(
    Object.entries(files).map(([split, path]) => [
      posix.join(folder, path),
      split === 'shifted' ? null : (split as DataSplit),
    ]),
  );
  const changed = [...new Set([...before.keys(), ...after.keys()])]
    .filter((file) => before.get(file) !== after.get(file) && !isAside(file))
    .filter((file) => named.has(file) || isDataFile(file))
    .sort();
  const groups = groupBy(changed, posix.dirname);
  const changes: DataChange[] = [];
  for (const [place, members] of groups) {
    if (members.length > MAX_FILES && !members.some((file) => named.has(file))) {
      const count = (listing: TreeListing): Amount => ({
        count: [...listing.keys()].filter((file) => posix.dirname(file) === place && isDataFile(file)).length,
        unit: 'files',
      });
      changes.push({ name: `${place}/`, split: splitOf(place), before: count(before), after: count(after) });
      continue;
    }
    for (const file of members) {
      const split = named.get(file) ?? splitOf(file);
      const count = (model: PreparedModel, listing: TreeListing) =>
        listing.has(file) && changes.length < MAX_COUNTED
          ? countExamples(join(model.root ?? model.directory, file))
          : null;
      const one = await count(models[0], before);
      const other = await count(models[1], after);
      // Different line ends do not make different data.
      if (one?.content === undefined || one.content.inOrder !== other?.content?.inOrder)
        changes.push({ name: file, split, before: one, after: other });
    }
  }
  return mergeFolders(changes);
}

function groupBy(files: readonly string[], keyOf: (file: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const file of files) groups.set(keyOf(file), [...(groups.get(keyOf(file)) ?? []), file]);
  return groups;
}

/** Datasets often have one folder per class. If all of these changed, the folder around them is named. */
function mergeFolders(changes: readonly DataChange[]): DataChange[] {
  const around = groupBy(
    changes.filter(({ name }) => name.endsWith('/')).map(({ name }) => name),
    (name) => posix.dirname(name.slice(0, -1)),
  );
  const merged = [...around].filter(([parent, names]) => parent !== '.' && names.length > 1);
  const inside = new Set(merged.flatMap(([, names]) => names));
  const sum = (names: readonly string[], side: 'before' | 'after'): Amount => ({
    count: changes
      .filter(({ name }) => names.includes(name))
      .reduce((all, one) => all + (one[side]?.count ?? 0), 0),
    unit: 'files',
  });
  return [
    ...merged.map(([parent, names]) => ({
      name: `${parent}/`,
      split: splitOf(parent),
      before: sum(names, 'before'),
      after: sum(names, 'after'),
    })),
    ...changes.filter(({ name }) => !inside.has(name)),
  ];
}

function folderOf({ root, directory }: PreparedModel): string {
  return root === undefined
    ? ''
    : directory
        .slice(root.length + 1)
        .split('\\')
        .join('/');
}

async function changedParams(baseline: PreparedModel, variant: PreparedModel): Promise<DataChange[]> {
  const changes: DataChange[] = [];
  for (const name of new Set([...Object.keys(baseline.params), ...Object.keys(variant.params)])) {
    const one = baseline.params[name];
    const other = variant.params[name];
    if (one === other) continue;
    const split = splitOf(name.replace(/([a-z])([A-Z])/g, '$1_$2')) ?? splitOf(String(other ?? one));
    if (typeof one === 'number' && typeof other === 'number')
      changes.push(...changedNumber(name, `params.${name}`, [one, other]));
    const before = await countNamed(baseline, one);
    const after = await countNamed(variant, other);
    if (before !== null || after !== null) changes.push({ name: `params.${name}`, split, before, after });
  }
  return changes;
}

/** @param shown name in messages */
function changedNumber(
  name: string,
  shown: string,
  [before, after]: readonly [number, number],
): DataChange[] {
  if (isSplitChoice(name))
    return [{ name: shown, split: null, before: null, after: null, chosenBy: [before, after] }];
  if (!isDataAmount(name)) return [];
  const split = splitOf(shown.replace(/([a-z])([A-Z])/g, '$1_$2'));
  const unit = Number.isInteger(before) && Number.isInteger(after) ? 'rows' : 'share';
  return [{ name: shown, split, before: { count: before, unit }, after: { count: after, unit } }];
}

/** Null if the value names no data file or folder. */
async function countNamed({ directory }: PreparedModel, value: unknown): Promise<Amount | null> {
  if (typeof value !== 'string' || value === '' || value.includes('\0')) return null;
  const amount = await countExamples(isAbsolute(value) ? value : join(directory, value));
  return amount !== null && (amount.unit !== 'bytes' || isDataFile(posix.basename(value))) ? amount : null;
}
