import { createHash } from 'node:crypto';
import { parseShard, type Shard } from '../../plan/runs/plan-waves.ts';
import { USUAL_CONFIG } from '../config-identity.ts';

/** More than this, unpacked, is neither uploaded nor unpacked. */
export const MAX_ARTIFACT_BYTES = 500 * 1024 * 1024;
/** A record, and its predictions, by kind of run: the comparison's, those of checks, repeated ones. */
export const RECORD_FILE = /^(?:checks\/|repeats\/)?runs\/[0-9a-f]{64}(?:\.predictions\.jsonl|\.json)$/;

/**
 * Name of the artifact of one config: a workflow run may have several, and names are unique within it. Each attempt makes
 * its own, since those of earlier attempts stay.
 */
export function artifactName(config: string, attempt: number): string {
  return `${artifactPrefix(config)}${attempt}`;
}

/** Of the page that lies by itself, as a file. */
export function pageName(config: string, attempt: number): string {
  return `${artifactName(config, attempt)}-report.html`;
}

/** The newest of these names; null where there is none of this config. */
export function newestArtifact<Item extends { readonly name: string }>(
  items: readonly Item[],
  config: string,
): Item | null {
  const prefix = artifactPrefix(config);
  const own = items.flatMap((item) => {
    const attempt = item.name.startsWith(prefix) ? item.name.slice(prefix.length) : '';
    return /^\d{1,9}$/.test(attempt) ? [{ item, attempt: Number(attempt) }] : [];
  });
  return own.sort((a, b) => b.attempt - a.attempt)[0]?.item ?? null;
}

export interface ShardName {
  readonly attempt: number;
  /** Id of the job in its workflow: a run that was lost is trained again under another one. */
  readonly job: string;
  readonly shard: Shard;
}

/** Name of what one of several jobs has trained: each attempt, and each job, makes its own. */
export function shardArtifactName(config: string, { attempt, job, shard }: ShardName): string {
  const id = job.replaceAll(/[^\w-]+/g, '-').slice(0, 40);
  return `${shardPrefix(config)}${attempt}.${id}.${shard.index}-of-${shard.of}`;
}

/** The part of a job of this config, by the name of the records that it left; null for any other name. */
export function shardOfArtifact(name: string, config: string): Shard | null {
  const prefix = shardPrefix(config);
  const own = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  const [, index, of] = /^\d{1,9}\.[\w-]*\.(\d{1,3})-of-(\d{1,3})$/.exec(own) ?? [];
  return parseShard(`${index}/${of}`);
}

function shardPrefix(config: string): string {
  return `${artifactPrefix(config)}shard.`;
}

function artifactPrefix(config: string): string {
  if (config === USUAL_CONFIG) return 'conclusive-';
  // GitHub takes no slash in a name; two paths that look alike without it differ in their digest.
  const digest = createHash('sha256').update(config).digest('hex').slice(0, 8);
  return `conclusive-${config.replaceAll(/[^\w.-]+/g, '-').slice(0, 60)}-${digest}-`;
}
