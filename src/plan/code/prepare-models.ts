import { join, posix } from 'node:path';
import type { LoadedConfig } from '../../config/file/load.ts';
import type { Params } from '../../config/names.ts';
import { splitPathsOf } from '../../config/schema/checks-schema.ts';
import { LAST_TAG, REFERENCE } from '../../config/schema/reference-schema.ts';
import type { ConfigSchema } from '../../config/schema/schema.ts';
import { setupFiles } from '../../config/setup-files.ts';
import { UserError } from '../../config/user-error.ts';
import { lastTag } from '../../git/history.ts';
import { isShallow, SHALLOW } from '../../git/merge-base.ts';
import { tagOf } from '../../git/ref-name.ts';
import { resolveCommit } from '../../git/resolve-ref.ts';
import { digestListing } from '../../git/tree.ts';
import { evaluationReader, findOutdatedEvaluation } from '../evaluation/evaluation-reader.ts';
import { digestSplits, fingerprint, type RunIdentity } from '../runs/fingerprint.ts';
import { isTrained, type PreparedModel } from '../runs/plan-runs.ts';
import {
  type CodeTree,
  contains,
  digestPath,
  inside,
  openDataOnly,
  openTree,
  openTrees,
  select,
  type TreeRequest,
  toRootPath,
} from './code-tree.ts';
import { type ComparedRefs, resolveModelRefs } from './compared-refs.ts';
import { type DataChanges, findDataChanges } from './data-changes.ts';
import { findConfigs } from './find-configs.ts';
import { refuseMissing, refuseMissingSplits, refuseUnfetched } from './missing-files.ts';
import { findSameProgram, type SameProgram } from './same-program.ts';

export type PreparedBaseline = Pick<
  PreparedModel,
  'name' | 'ref' | 'directory' | 'root' | 'params' | 'task'
> & {
  readonly code: string;
};

type TrainerPart = { readonly identity: Pick<RunIdentity, 'trainer' | 'backend' | 'versions'> };

interface ModelsOf extends Omit<TreeRequest, 'paths'> {
  readonly config: LoadedConfig;
  /** Absolute. */
  readonly configPath: string;
  /** By which other configs are known. */
  readonly schema: ConfigSchema;
  /** Null if no model names `base` or `head`. */
  readonly refs: ComparedRefs | null;
  /** Whether models that differ only in what `conclusive init` writes are compared. */
  readonly judgesOwnFiles: boolean;
  /** Whether the head's code may run only on its author's machine: then only its data is checked out. */
  readonly headIsForeign: boolean;
}

export interface ModelsRequest<Trainer extends TrainerPart> extends ModelsOf {
  openTrainer(baseline: PreparedBaseline): Promise<Trainer>;
}

export interface PreparedModels extends Pick<SameProgram, 'nothingToCompare'> {
  /** The baseline first. */
  readonly models: readonly PreparedModel[];
  readonly reference: Reference | null;
  /** By model and path; a digest is null if there is no such file. */
  readonly evaluation: ReadonlyArray<{
    readonly model: string;
    readonly files: Readonly<Record<string, string | null>>;
    /** Files of the baseline that the tip of the base has changed since. */
    readonly outdated?: readonly string[];
  }>;
  /** Without those under `evaluation`. */
  findDataChanges(): Promise<readonly DataChanges[]>;
  readonly notices: readonly string[];
  /** Checks the code of all models again after the runs. */
  inspectCode(): Promise<CodeChanges>;
}

/** An earlier release that variants are also compared with. */
export interface Reference {
  readonly model: PreparedModel;
  readonly differing: readonly string[];
}

export interface CodeChanges {
  /** Models whose code changed since their fingerprints were made. */
  readonly changed: ReadonlyArray<{
    readonly model: string;
    readonly files: readonly string[];
    /** Files that git does not track. */
    readonly untracked?: readonly string[];
    /** Files that are not code and that all runs of the model read. */
    readonly shared?: readonly string[];
  }>;
  readonly added: readonly string[];
}

/**
 * Checks every model out into its own folder and computes the runs' identities.
 *
 * @throws UserError for unknown refs and for paths that are outside the repository or do not exist
 */
export async function prepareModels<Trainer extends TrainerPart>(
  request: ModelsRequest<Trainer>,
): Promise<PreparedModels & { readonly trainer: Trainer }> {
  const { config, root } = request;
  const configFile = inside('', toRootPath(root, request.configPath), 'config');
  const folder = posix.dirname(configFile) === '.' ? '' : posix.dirname(configFile);
  const code =
    config.code === undefined
      ? ['']
      : [...config.code, ...setupFiles(config)].map((path) => inside(folder, path, 'code'));
  const evaluation = config.evaluation.map((path) => [path, inside(folder, path, 'evaluation')] as const);
  const paths = [...code, ...evaluation.map(([, path]) => path)];

  const splits = Object.values(splitPathsOf(config.checks));
  const named = [{ name: 'baseline', ...config.models.baseline }, ...config.models.variants];
  const commits = await resolveModelRefs(
    root,
    request.refs,
    named.map(({ ref = null }) => ref),
  );
  const hasSetup = config.trainer.setup !== undefined;
  const openOne = async (commit: string | null) => {
    const tree = await openModelTree({ ...request, paths, hasSetup }, commit, folder);
    await refuseUnfetched(root, tree.listing, commit?.slice(0, 7) ?? 'the checkout');
    return tree;
  };
  const trees = await openTrees(commits, openOne);
  const prepared: Array<{
    readonly model: PreparedModel;
    readonly tree: CodeTree;
    readonly trainer: Trainer;
  }> = [];
  let opened: Promise<Trainer> | undefined;
  const aside = new Set<string>();
  const prepare = async (
    { name, ref, params }: { name: string; ref?: string | undefined; params: Params },
    commit: string | null,
  ) => {
    const tree = trees.get(commit) ?? (await openOne(commit));
    trees.set(commit, tree);
    // The identity holds the config's keys that decide a run; the others (a margin, the number of seeds) must not cause
    // training.
    const selected = select(tree.listing, code);
    const untracked = splits.filter((path) => !selected.has(posix.join(folder, path)));
    const data = await digestSplits(join(tree.directory, folder), untracked);
    const isUnseen = request.headIsForeign && commit !== null && commit === request.refs?.head;
    const configs = await findConfigs({
      listing: selected,
      config: configFile,
      schema: request.schema,
      from: isUnseen ? { root, commit } : { directory: tree.directory },
    });
    for (const path of configs) aside.add(path);
    const codeDigest = digestListing(selected, configs);
    const at = {
      name,
      ref: ref ?? null,
      directory: join(tree.directory, folder),
      root: tree.directory,
      params: { ...config.params, ...params },
      ...(name === 'baseline' && config.models.baseline.value !== undefined ? { isFixed: true } : {}),
    };
    const tasks = config.tasks?.map(({ name: task, params: own, seeds }) => ({
      ...at,
      task,
      ...(seeds === undefined ? {} : { seeds }),
      params: { ...at.params, ...own },
    }));
    // The first tree is the baseline's.
    opened ??= request.openTrainer({ ...(tasks?.[0] ?? at), code: codeDigest });
    const trainer = await opened;
    const identity = {
      ...trainer.identity,
      code: codeDigest,
      params: at.params,
      vary: [...config.vary].sort(),
      data: config.data,
      ...(data === null ? {} : { splits: data }),
      ...(config.folds === null ? {} : { folds: config.folds.k }),
    };
    const { commit: treeCommit } = tree;
    const model = {
      ...at,
      commit: treeCommit,
      arm: armOf(identity),
      ...(tasks === undefined
        ? {}
        : {
            byTask: tasks.map((one) => ({
              ...one,
              commit: treeCommit,
              fingerprint: fingerprintsOf({ ...identity, params: one.params, task: one.task }),
            })),
          }),
      fingerprint: fingerprintsOf(
        tasks === undefined
          ? identity
          : { ...identity, tasks: tasks.map(({ task, params }) => ({ name: task, params })) },
      ),
    };
    return { model, tree, trainer };
  };
  for (const [index, model] of named.entries()) prepared.push(await prepare(model, commits[index] ?? null));
  const evaluationOf = evaluationReader(request, evaluation);
  const digestsOf = async ({ model, tree }: { readonly model: PreparedModel; readonly tree: CodeTree }) => ({
    model: model.name,
    files: await evaluationOf(tree),
  });
  const digests = await Promise.all(prepared.map(digestsOf));
  const outdated = await findOutdatedEvaluation({ ...request, scratch: request.worktrees }, evaluation);
  const listings = [...trees.values()].map(({ listing }) => listing);
  const known = () => [
    ...new Set(
      listings.flatMap((listing) => [...listing.keys()].map((path) => posix.relative(folder, path))),
    ),
  ];
  refuseMissing(
    `${config.path}: evaluation`,
    config.evaluation,
    (path) => digests.some(({ files }) => files[path] !== null),
    known,
  );
  refuseMissing(
    `${config.path}: code`,
    config.code ?? [],
    (path) => listings.some((listing) => digestPath(listing, inside(folder, path, 'code')) !== null),
    known,
  );
  const [baseline] = prepared;
  if (baseline === undefined) throw new Error('an experiment has a baseline');
  const models = prepared.map(({ model }) => model);
  const earlier = await findReference(request, models[0]?.commit ?? 'HEAD');
  const reference = earlier === null ? null : await prepare(earlier, earlier.commit);
  await refuseMissingSplits(config, models);
  const { notices, nothingToCompare } = await findSameProgram({
    models: models.filter(isTrained),
    namesCode: config.code !== undefined,
    isAside: (file) => aside.has(file) || evaluation.some(([, path]) => contains(path, file)),
    isOwn: (file) => !request.judgesOwnFiles && isOwnFile(file, configFile),
  });
  const all = reference === null ? prepared : [...prepared, reference];
  return {
    models,
    trainer: baseline.trainer,
    reference: reference && {
      model: reference.model,
      differing: Object.entries((await digestsOf(reference)).files)
        .filter(([name, digest]) => digest !== digests[0]?.files[name])
        .map(([name]) => name),
    },
    evaluation: digests.map((one, index) => (index === 0 ? { ...one, outdated } : one)),
    notices,
    nothingToCompare,
    findDataChanges: () =>
      findDataChanges({
        models,
        files: splitPathsOf(config.checks),
        isAside: (file) => evaluation.some(([, path]) => contains(path, file)),
      }),
    inspectCode: () => inspectAll(all, [...trees.values()]),
  };
}

function fingerprintsOf(identity: Omit<RunIdentity, 'seed'>): PreparedModel['fingerprint'] {
  return (seed, change = {}) => fingerprint({ ...identity, seed, ...change });
}

/** A setting that only repeats the training makes no other arm. */
function armOf({ folds: _, ...identity }: Omit<RunIdentity, 'seed'>): string {
  const { trainer } = identity;
  const program = 'module' in trainer ? trainer : { command: trainer.command };
  return fingerprint({ ...identity, trainer: program, vary: [], data: 'bootstrap', seed: 0 });
}

/** Whether `conclusive init` writes the file, and no run reads it. */
export function isOwnFile(file: string, config: string): boolean {
  return file === config || posix.basename(file) === '.gitignore' || /^\.github\/workflows\//.test(file);
}

function openModelTree(
  request: ModelsOf & TreeRequest,
  commit: string | null,
  folder: string,
): Promise<CodeTree> {
  const { headIsForeign, refs, config } = request;
  if (!headIsForeign || commit === null || commit !== refs?.head) return openTree(request, commit);
  const data = Object.values(splitPathsOf(config.checks));
  return openDataOnly(
    request,
    commit,
    data.map((path) => inside(folder, path, 'checks.files')),
  );
}

/** Reports name the release, so it keeps its name in git. */
async function findReference({ config, root }: ModelsOf, baseline: string) {
  const { reference } = config.models;
  if (reference === undefined) return null;
  const isLast = reference.ref === LAST_TAG;
  const ref = isLast ? await lastTag(root, baseline) : reference.ref;
  if (ref === null)
    throw new UserError(
      `models.reference: no tag precedes the baseline, so there is no "${LAST_TAG}"; ${(await isShallow(root)) ? SHALLOW : 'tag a release, or name a ref'}`,
    );
  return { ...reference, name: REFERENCE, ref, commit: await resolveCommit(root, isLast ? tagOf(ref) : ref) };
}

async function inspectAll(
  prepared: ReadonlyArray<{ readonly model: PreparedModel; readonly tree: CodeTree }>,
  trees: readonly CodeTree[],
): Promise<CodeChanges> {
  const changes = new Map(
    await Promise.all(trees.map(async (tree) => [tree, await tree.inspect()] as const)),
  );
  return {
    changed: prepared
      .map(({ model, tree }) => {
        const { changed: files = [], untracked = [] } = changes.get(tree) ?? {};
        return { model: model.name, files, untracked };
      })
      .filter(({ files }) => files.length > 0),
    added: [...changes.values()].flatMap(({ added }) => added),
  };
}
