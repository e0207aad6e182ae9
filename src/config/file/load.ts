import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readWhole, UnusableFileError } from '../../files/open-file.ts';
import { type Claim, mayBeEqual, parseClaims } from '../claim/claim.ts';
import { type Folds, normaliseFolds } from '../schema/folds-schema.ts';
import { configJsonSchema } from '../schema/json-schema.ts';
import { type Config, type ConfigSchema, DEFAULT_SEEDS, type VARIATIONS } from '../schema/schema.ts';
import { splitCaseMetrics } from './case-metrics.ts';
import { ConfigError } from './config-error.ts';
import { expandEvaluate } from './expand-evaluate.ts';
import { describeIssues } from './messages.ts';
import {
  type Metric,
  normaliseMetrics,
  normaliseSeeds,
  normaliseTasks,
  type Seeds,
  type Task,
} from './normalise.ts';
import { parseYaml } from './yaml.ts';

export interface LoadedConfig
  extends Omit<Config, 'metrics' | 'seeds' | 'claim' | 'vary' | 'folds' | 'tasks'> {
  /** As the user wrote it. */
  readonly path: string;
  readonly metrics: readonly Metric[];
  /** Over the cases and repeats of an evaluation. */
  readonly caseMetrics?: ReturnType<typeof splitCaseMetrics>['caseMetrics'];
  readonly seeds: Seeds;
  /** With folds, in addition to the fold. */
  readonly vary: ReadonlyArray<(typeof VARIATIONS)[number]>;
  /** Whether the file has `vary`, so that reports may repeat it. */
  readonly isVaryStated?: boolean;
  /** Variants for which a claim says that no change is intended. */
  readonly mayBeEqual?: readonly string[];
  /** Null: the data is split once. */
  readonly folds: Folds | null;
  readonly claims: readonly Claim[];
  /** An evaluation, whose seeds are repeats. */
  readonly unit?: 'repeat';
  /** Left out for a single data set. */
  readonly tasks?: readonly Task[];
}

export const MAX_CONFIG_BYTES = 256 * 1024;

export async function loadConfig(path: string, schema: ConfigSchema): Promise<LoadedConfig> {
  return parseConfig(await readText(path), path, schema);
}

/**
 * @param path name of the text in messages, such as `main:fixtures/gloss/conclusive.yml`
 * @param schema with the options of all checks
 * @throws ConfigError with every problem of the text, its line and column
 */
export function parseConfig(text: string, path: string, schema: ConfigSchema): LoadedConfig {
  if (text.length > MAX_CONFIG_BYTES)
    throw new ConfigError(path, [
      { position: null, message: `is too long; shorten it to at most ${MAX_CONFIG_BYTES} bytes` },
    ]);
  const source = parseYaml(text, path);
  if (source.value === null || source.value === undefined) {
    throw new ConfigError(path, [
      { position: null, message: 'is empty; it needs at least trainer or evaluate, models and metrics' },
    ]);
  }
  const { value, issues, placeOf } = expandEvaluate(source.value);
  const parsed = schema.safeParse(value);
  if (!parsed.success || issues.length > 0) {
    const all = [...issues, ...(parsed.error?.issues ?? []).map(placeOf)];
    throw new ConfigError(path, describeIssues(all, source, configJsonSchema(schema)));
  }
  const { metrics, seeds, claim = [], vary, tasks, ...rest } = parsed.data;
  const folds = normaliseFolds(parsed.data);
  const compared = normaliseMetrics(metrics);
  const split =
    rest.evaluate === undefined
      ? { metrics: compared, gate: rest.gate, caseMetrics: [] }
      : splitCaseMetrics(compared, rest.gate);
  const claims = claimsOf([claim].flat(), parsed.data);
  return {
    ...rest,
    path,
    ...split,
    seeds: normaliseSeeds(folds === null ? (seeds ?? defaultSeeds(rest)) : folds.k * folds.repeats),
    vary: vary === 'folds' ? ['init', 'order'] : vary,
    isVaryStated: Object.hasOwn(source.value, 'vary'),
    folds,
    claims,
    mayBeEqual: mayBeEqual([claim].flat(), claims, variantNames(parsed.data)),
    ...(rest.evaluate === undefined ? {} : { unit: 'repeat' as const }),
    ...(tasks === undefined ? {} : { tasks: normaliseTasks(tasks), evaluation: evaluationOf(parsed.data) }),
  };
}

/** Tasks that are pairs have one look. */
function defaultSeeds({ verdict }: Pick<Config, 'verdict'>): NonNullable<Config['seeds']> {
  return verdict.for === 'new-tasks' ? DEFAULT_SEEDS.min : DEFAULT_SEEDS;
}

function evaluationOf({ evaluation, tasks = [] }: Config): string[] {
  return [...new Set([...evaluation, ...tasks.flatMap((task) => task.evaluation ?? [])])];
}

/** The schema has already refused claims that cannot be read. */
function claimsOf(texts: readonly string[], config: Config): Claim[] {
  const words = { metrics: config.metrics, variants: variantNames(config) };
  return texts.map((text) => parseClaims(text, words)).flatMap((claim) => ('problem' in claim ? [] : claim));
}

function variantNames({ models }: Config): string[] {
  return models.variants.map(({ name }) => name);
}

async function readText(path: string): Promise<string> {
  const refuse = (message: string, cause?: unknown) =>
    new ConfigError(path, [{ position: null, message }], { cause });
  try {
    const bytes = readWhole(path, MAX_CONFIG_BYTES, 'followed');
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof UnusableFileError && error.isFolder)
      throw refuse('is a folder; name the config file in it, e.g. conclusive.yml', error);
    if (error instanceof UnusableFileError)
      throw refuse(
        `${error.message}; a config is a text file of at most ${MAX_CONFIG_BYTES / 1024} kB`,
        error,
      );
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      const near = configNear(path);
      const fix =
        near === null
          ? 'write one with "conclusive init" or name another with --config'
          : `there is ${near}: name it with --config`;
      throw refuse(`no such file; ${fix}`, error);
    }
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw refuse('is not UTF-8 text; save it as UTF-8', error);
    throw refuse(`cannot be read: ${message}`, error);
  }
}

/** @returns a config with the other ending, or in a folder below */
function configNear(path: string): string | null {
  const folder = dirname(path);
  const name = basename(path);
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  const below = entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.name, name));
  const other = name.replace(/\.(ya?ml)$/, (ending) => (ending === '.yml' ? '.yaml' : '.yml'));
  const found = [other, ...below].filter((one) => one !== name && existsSync(join(folder, one)));
  return found[0] === undefined ? null : join(folder, found[0]);
}
