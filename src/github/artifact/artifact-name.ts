import { createHash } from 'node:crypto';
import { parseShard, type Shard } from '../../plan/runs/plan-waves.ts';
import { USUAL_CONFIG } from '../config-identity.ts';

/** Most bytes of an artifact, unpacked. */
export const MAX_ARTIFACT_BYTES = 500 * 1024 * 1024;
/** A record or its predictions. */
export const RECORD_FILE = /^(?:checks\/|repeats\/)?runs\/[0-9a-f]{64}(?:\.predictions\.jsonl|\.json)$/;

/** Unique for each config and attempt. */
export function artifactName(config: string, attempt: number): string {
  return `${artifactPrefix(config)}${attempt}`;
}

export function pageName(config: string, attempt: number): string {
  return `${artifactName(config, attempt)}-report.html`;
}

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
  readonly job: string;
  readonly shard: Shard;
}

/** Unique for each attempt and job. */
export function shardArtifactName(config: string, { attempt, job, shard }: ShardName): string {
  const id = job.replaceAll(/[^\w-]+/g, '-').slice(0, 40);
  return `${shardPrefix(config)}${attempt}.${id}.${shard.index}-of-${shard.of}`;
}

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
  // GitHub allows no slash in a name. The digest tells apart paths that look alike without it.
  const digest = createHash('sha256').update(config).digest('hex').slice(0, 8);
  return `conclusive-${config.replaceAll(/[^\w.-]+/g, '-').slice(0, 60)}-${digest}-`;
}
