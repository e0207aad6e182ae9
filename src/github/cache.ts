/**
 * Run records in GitHub's cache, so that pull requests against the same base train its runs once. An entry holds the
 * records of one model and is called after the model's fingerprint: its code and data, its parameters, the trainer. Who
 * may write one, and what it may do: docs/security.md.
 */
import { createHash } from 'node:crypto';
import { info, warning } from '@actions/core';
import type { PreparedExperiment } from '../plan/prepared-experiment.ts';
import { type PreparedModel, seedsBetween } from '../plan/runs.ts';
import { importRecords } from '../records/import-records.ts';
import { addToLedger, readLedger } from '../records/ledger.ts';
import { openRunStore } from '../records/store.ts';
import { type CacheEntries, cacheEntries } from './cache-entries.ts';
import type { CacheScope } from './cache-scope.ts';
import type { RunnerServices } from './runner-services.ts';

export interface CacheRequest {
  readonly services: RunnerServices;
  /** Folder for entries, the same in every run. */
  readonly scratch: string;
  /** Path of the config: each has a ledger of its own. */
  readonly config: string;
  readonly keeps: CacheScope;
  /** Whether records that are there already give way: where they came from a stranger. */
  readonly replaces: boolean;
}

export interface RecordCache {
  /** Puts the baseline's records into the store. @returns how many */
  restore(experiment: PreparedExperiment): Promise<number>;
  /** Keeps what is there then; call it when everything else is done. */
  save(): Promise<void>;
}

/** Nothing is thrown: a cache that fails is a warning, and what is missing is trained. */
export function recordCache(request: CacheRequest): RecordCache {
  const { services, scratch, config, keeps, replaces } = request;
  const entries = cacheEntries(services, scratch);
  const ledger = `ledger-${digest(config)}`;
  let experiment: PreparedExperiment | null = null;

  async function restore(prepared: PreparedExperiment): Promise<number> {
    experiment = prepared;
    const { output, warn, store: to } = prepared;
    const ledgerFolder = await entries.restore(ledger);
    if (ledgerFolder !== null) await addToLedger(output, await readLedger(ledgerFolder, warn), warn);
    const [baseline] = prepared.models;
    const folder = baseline === undefined ? null : await entries.restore(nameOf(baseline));
    if (baseline === undefined || folder === null) return 0;
    const from = await openRunStore(folder, warn);
    const wanted = fingerprintsOf(baseline, prepared);
    const taken = await importRecords({ from, to, wanted, replaces, warn });
    info(`${taken.length} runs of the baseline come from the cache`);
    return taken.length;
  }

  async function save(): Promise<void> {
    if (experiment === null || keeps === 'nothing') return;
    const { models, output, warn } = experiment;
    const kept = new Map(models.map((model) => [nameOf(model), model]));
    const [baseline] = kept.keys();
    for (const [name, model] of kept)
      if (keeps === 'all' || name === baseline) await saveModel(experiment, entries, name, model);
    const decisions = await readLedger(output, warn);
    await addToLedger(await entries.open(ledger), decisions, warn);
    const known = decisions.map(({ testSet, change, variant }) => `${testSet} ${change} ${variant}`);
    await entries.save(ledger, known);
  }

  return {
    restore: (prepared) => softly('restore run records from', () => restore(prepared), 0),
    save: () => softly('save run records to', save, undefined),
  };
}

async function saveModel(
  experiment: PreparedExperiment,
  entries: CacheEntries,
  name: string,
  model: PreparedModel,
): Promise<void> {
  const to = await openRunStore(await entries.open(name), experiment.warn);
  const from = experiment.store;
  const records = await Promise.all(fingerprintsOf(model, experiment).map((name) => from.find(name)));
  // A run that crashed is tried again by whoever meets it; kept, it would stand in the way of the one that does not.
  const wanted = records.flatMap((record) =>
    record?.status === 'ok' || record?.status === 'diverged' ? [record.fingerprint] : [],
  );
  const kept = await importRecords({ from, to, wanted, replaces: true, warn: experiment.warn });
  await entries.save(name, kept);
}

function nameOf(model: PreparedModel): string {
  return `records-${model.fingerprint(1).slice(0, 32)}`;
}

function fingerprintsOf(model: PreparedModel, { looks }: PreparedExperiment): readonly string[] {
  return seedsBetween(0, looks.at(-1) ?? 0).map((seed) => model.fingerprint(seed));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

async function softly<Value>(what: string, step: () => Promise<Value>, otherwise: Value): Promise<Value> {
  try {
    return await step();
  } catch (error) {
    warning(`cannot ${what} the cache: ${error instanceof Error ? error.message : String(error)}`);
    return otherwise;
  }
}
