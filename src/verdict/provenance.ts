import { cpus, totalmem } from 'node:os';
import type { PolicyChange } from '../config/file/policy-changes.ts';
import type { RunRecord } from '../records/record.ts';
import type { Provenance } from './result.ts';

export interface Origin {
  readonly version: string;
  /** Path of the config from the folder in which the program was called. */
  readonly config: string;
  readonly trainer: string;
  readonly base: { readonly name: string; readonly commit: string } | null;
  readonly head: string | null;
  /** Whether the head has uncommitted changes. */
  readonly uncommitted: boolean;
  /** Options that change what is done. */
  readonly options: readonly string[];
  readonly notices: readonly string[];
  readonly policyChanges: readonly PolicyChange[];
  /** Address of the workflow run. */
  readonly runUrl?: string | null;
}

const MAX_POLICY_CHANGES = 50;

export function describeProvenance(origin: Origin, records: readonly RunRecord[]): Provenance {
  const { config, base, head, options, policyChanges } = origin;
  const refs = [
    ...(base === null ? [] : ['--base', short(base.commit)]),
    ...(head === null || base === null ? [] : ['--head', short(head)]),
  ];
  return {
    program: 'conclusive',
    version: origin.version,
    config,
    trainer: origin.trainer,
    head: head === null ? null : short(head),
    base: base === null ? null : `${base.name}@${short(base.commit)}`,
    uncommitted: origin.uncommitted,
    environment: { ...machine(), ...records.find((record) => record.status === 'ok')?.environment },
    command: ['conclusive', 'run', '--config', quote(config), ...refs, ...options.map(quote)].join(' '),
    notices: origin.notices,
    ...addressesOf(origin.runUrl ?? ''),
    ...(policyChanges.length === 0 ? {} : { policyChanges: policyChanges.slice(0, MAX_POLICY_CHANGES) }),
  };
}

/** Other characters could end a link. */
const RUN_URL = /^(https?:\/\/[\w.:-]+(?:\/[\w.-]+){2,4})\/actions\/runs\/\d+$/;

function addressesOf(run: string): Pick<Provenance, 'repository' | 'run'> {
  const repository = RUN_URL.exec(run)?.[1];
  return repository === undefined ? {} : { repository, run };
}

function machine(): Record<string, string> {
  const cores = cpus();
  return {
    machine: `${cores.length} × ${cores[0]?.model.trim() || process.arch}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    platform: `${process.platform}-${process.arch}`,
    node: process.version,
  };
}

function short(commit: string): string {
  return commit.slice(0, 7);
}

function quote(path: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(path) ? path : JSON.stringify(path);
}
