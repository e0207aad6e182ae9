/** Run records in a cache, one entry for each model. Who may write one: docs/explanation/security.md. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { info, warning } from '@actions/core';
import type { PreparedExperiment } from '../../plan/prepared-experiment.ts';
import { type PreparedModel, planRuns, seedsBetween } from '../../plan/runs/plan-runs.ts';
import type { RunRecord } from '../../records/record.ts';
import { nameRun } from '../../records/run-name.ts';
import { isContradiction } from '../../records/store/contradiction.ts';
import { type ImportRequest, importRecords } from '../../records/store/import-records.ts';
import { RECORD_FOLDERS } from '../../records/store/record-folders.ts';
import { openRunStore } from '../../records/store/store.ts';
import { plainMessage } from '../publish-error.ts';
import type { CacheEntries, FilledEntry } from './cache-entries.ts';

export interface CacheRequest {
  readonly entries: CacheEntries;
  /** Whether this run may save. */
  readonly keeps: boolean;
  /** Whether a stranger left the present records: the cache then replaces those of the baseline, and adds none. */
  readonly isOfFork: boolean;
}

export interface RecordCache {
  /** @returns number of records of the baseline */
  restore(experiment: PreparedExperiment): Promise<number>;
  save(experiment: PreparedExperiment): Promise<void>;
}

const CHECK_FOLDERS = RECORD_FOLDERS.filter((folder) => folder !== '');

/** Warns of failures and never throws: missing runs are trained. */
export function recordCache(request: CacheRequest): RecordCache {
  const { entries, keeps, isOfFork } = request;

  async function restore(prepared: PreparedExperiment): Promise<number> {
    const models = modelsByEntry(prepared.models.slice(0, isOfFork ? 1 : undefined));
    const checks = isOfFork ? [] : [entryOfChecks(prepared)];
    const folders = await entries.restore([...models.keys(), ...checks]);
    for (const name of checks) await takeChecks(prepared, folders.get(name));
    let ofBaseline = 0;
    for (const [name, model] of models) {
      const folder = folders.get(name);
      const replaces = isOfFork ? isOfSameVersions : undefined;
      const taken = folder === undefined ? 0 : await takeModel(prepared, model, folder, replaces);
      if (taken > 0) info(`${taken} runs of ${model.name} come from the cache`);
      if (model === prepared.models[0]) ofBaseline = taken;
    }
    return ofBaseline;
  }

  async function save(experiment: PreparedExperiment): Promise<void> {
    if (!keeps) return;
    const { models } = experiment;
    const filled: FilledEntry[] = [];
    for (const [name, model] of modelsByEntry(models))
      filled.push({ name, content: await keepModel(experiment, model, await entries.open(name)) });
    const checks = entryOfChecks(experiment);
    filled.push({ name: checks, content: await keepChecks(experiment, await entries.open(checks)) });
    await entries.save(filled);
  }

  return {
    restore: (prepared) => softly('restore run records from', () => restore(prepared), 0),
    save: (experiment) => softly('save run records to', () => save(experiment), undefined),
  };
}

/** The stranger's runs had these versions installed. */
function isOfSameVersions(standing: RunRecord, record: RunRecord): boolean {
  return standing.versions === record.versions;
}

async function takeModel(
  { looks, store: to, warn }: PreparedExperiment,
  model: PreparedModel,
  folder: string,
  replaces?: NonNullable<ImportRequest['replaces']>,
): Promise<number> {
  const from = await openRunStore(folder, warn);
  const wanted = fingerprintsOf(model, looks);
  const contradicting: RunRecord[] = [];
  const keeps = (standing: RunRecord, record: RunRecord) => {
    if (isContradiction(standing, record)) contradicting.push(record);
    return false;
  };
  const taken = await importRecords({ from, to, wanted, replaces: replaces ?? keeps, warn });
  for (const record of contradicting) {
    await to.discard(record.fingerprint);
    warn(
      `${nameRun({ ...record, model: model.name })}, is trained again: its record differs from the one in the cache`,
    );
  }
  return taken.length;
}

async function takeChecks({ output, warn }: PreparedExperiment, entry: string | undefined): Promise<void> {
  if (entry === undefined) return;
  for (const folder of CHECK_FOLDERS) {
    const from = await openRunStore(join(entry, folder), warn);
    const to = await openRunStore(join(output, folder), warn);
    const wanted = (await from.list()).map(({ fingerprint }) => fingerprint);
    await importRecords({ from, to, wanted, warn });
  }
}

async function keepModel(
  { looks, store: from, warn }: PreparedExperiment,
  model: PreparedModel,
  folder: string,
): Promise<readonly string[]> {
  const to = await openRunStore(folder, warn);
  const found = await Promise.all(fingerprintsOf(model, looks).map((fingerprint) => from.find(fingerprint)));
  return keepRecords(
    found.filter((record) => record !== null),
    { from, to, warn },
  );
}

async function keepChecks({ output, warn }: PreparedExperiment, entry: string): Promise<readonly string[]> {
  const kept: string[] = [];
  for (const folder of CHECK_FOLDERS) {
    const from = await openRunStore(join(output, folder), warn);
    const to = await openRunStore(join(entry, folder), warn);
    kept.push(...(await keepRecords(await from.list(), { from, to, warn })));
  }
  return kept;
}

/** Skips crashed runs, so that later jobs try them again. */
async function keepRecords(
  records: readonly RunRecord[],
  stores: Pick<ImportRequest, 'from' | 'to' | 'warn'>,
): Promise<readonly string[]> {
  const finished = records.filter(({ status }) => status === 'ok' || status === 'diverged');
  const wanted = finished.map(({ fingerprint }) => fingerprint);
  const kept = new Set(await importRecords({ ...stores, wanted }));
  return finished
    .filter(({ fingerprint }) => kept.has(fingerprint))
    .map(({ fingerprint, versions = '' }) => `${fingerprint} ${versions}`);
}

/** Models with the same fingerprint share an entry. */
function modelsByEntry(models: readonly PreparedModel[]): ReadonlyMap<string, PreparedModel> {
  return new Map(models.toReversed().map((model) => [`records-${nameOf(model)}`, model]));
}

function entryOfChecks({ models }: PreparedExperiment): string {
  return `checks-${digest(models.map(nameOf).join('\n'))}`;
}

function nameOf(model: PreparedModel): string {
  return model.fingerprint(1).slice(0, 32);
}

function fingerprintsOf(model: PreparedModel, looks: readonly number[]): readonly string[] {
  return planRuns([model], seedsBetween(0, looks.at(-1) ?? 0)).map(({ fingerprint }) => fingerprint);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

async function softly<Value>(what: string, step: () => Promise<Value>, otherwise: Value): Promise<Value> {
  try {
    return await step();
  } catch (error) {
    warning(`cannot ${what} the cache: ${plainMessage(error)}`);
    return otherwise;
  }
}
