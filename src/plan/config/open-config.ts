import { dirname, relative, resolve, sep } from 'node:path';
import { type LoadedConfig, loadConfig, MAX_CONFIG_BYTES, parseConfig } from '../../config/file/load.ts';
import type { PolicyChange } from '../../config/file/policy-changes.ts';
import type { ConfigSchema } from '../../config/schema/schema.ts';
import { UserError } from '../../config/user-error.ts';
import { readTextOrNull } from '../../files/open-file.ts';
import { git } from '../../git/git.ts';
import { findRepositoryRoot, readCommittedFile } from '../../git/repository.ts';
import { type ComparedRefs, resolveComparedRefs } from '../code/compared-refs.ts';
import { proposedPolicy } from './proposed-policy.ts';

export interface ConfigRequest {
  /** Absolute. */
  readonly configPath: string;
  readonly base?: string | undefined;
  readonly head?: string | undefined;
  readonly baseIsExact?: boolean | undefined;
  readonly schema: ConfigSchema;
  /** The config of the base governs. */
  readonly governedByBase: boolean;
  /** The head's config governs if the base has none. Default: true. */
  readonly mayGovernItself?: boolean | undefined;
}

export interface OpenedConfig {
  readonly config: LoadedConfig;
  /** Null outside git. */
  readonly root: string | null;
  /** Null if no model names `base` or `head`. */
  readonly refs: ComparedRefs | null;
  /** For the reader of the report. */
  readonly notices: readonly string[];
  /** Proposed by the head, if the base's config governs. */
  readonly policyChanges: readonly PolicyChange[];
}

export async function openConfig({
  configPath,
  schema,
  governedByBase,
  mayGovernItself = true,
  ...named
}: ConfigRequest): Promise<OpenedConfig> {
  const finding = findRepositoryRoot(dirname(configPath));
  // The config is read while git answers; its errors are thrown first.
  finding.catch(() => {});
  const own = governedByBase ? null : await loadConfig(configPath, schema);
  const root = await finding;
  if (governedByBase && root === null) await refuseWithoutGit(dirname(configPath));
  if (own !== null || root === null) {
    const config = own ?? (await loadConfig(configPath, schema));
    const refs = namesComparedRefs(config) ? await resolveComparedRefs({ root, ...named }) : null;
    return { config, root, refs, notices: refs?.notice ? [refs.notice] : [], policyChanges: [] };
  }
  const refs = await resolveComparedRefs({ root, ...named });
  const { config, notice, changes } = await governingConfig(root, configPath, schema, refs, mayGovernItself);
  const compared = namesComparedRefs(config) ? refs : null;
  const notices = [notice, compared?.notice].flatMap((text) => text ?? []);
  return { config, root, refs: compared, notices, policyChanges: changes };
}

/** Otherwise the branch's own config would govern in CI because git can't open the repository. */
async function refuseWithoutGit(folder: string): Promise<never> {
  const refusal = await git(folder, 'rev-parse', '--show-toplevel').then(
    () => 'unknown',
    (error: unknown) => (error as Error).message,
  );
  throw new UserError(
    `the config of the base cannot be read, because git refuses to open ${folder}: ${refusal}`,
  );
}

/** No pull request may loosen the gate that judges it. If the base has none, the head's is used, with a notice. */
async function governingConfig(
  root: string,
  configPath: string,
  schema: ConfigSchema,
  refs: ComparedRefs,
  mayGovernItself: boolean,
): Promise<{ config: LoadedConfig; notice: string | null; changes: readonly PolicyChange[] }> {
  const path = relative(root, resolve(configPath)).split(sep).join('/');
  const textAt = (commit: string | null) =>
    commit === null ? readTextOrNull(configPath, MAX_CONFIG_BYTES) : readCommittedFile(root, commit, path);
  const [governing, before, after] = await Promise.all([
    textAt(refs.baseTip),
    textAt(refs.base),
    textAt(refs.head),
  ]);
  if (governing !== null) {
    const config = parseConfig(governing, `${refs.baseTip.slice(0, 7)}:${path}`, schema);
    return { config, ...proposedPolicy({ path, governing: config, before, after, schema }) };
  }
  if (!mayGovernItself)
    throw new UserError(
      `the base has no config ${path}, and this branch's own is not allowed. Pull requests from forks, or against a non-default branch, use only the base's config; add ${path} to the base first`,
    );
  return {
    config:
      refs.head === null || after === null
        ? await loadConfig(configPath, schema)
        : parseConfig(after, `${refs.head.slice(0, 7)}:${path}`, schema),
    notice: `the base has no ${path} yet, so this branch's own config applies`,
    changes: [],
  };
}

function namesComparedRefs({ models }: LoadedConfig): boolean {
  return [models.baseline, ...models.variants].some(({ ref }) => ref === 'base' || ref === 'head');
}
