/**
 * Options that keep git from running anything the checkout names. A training run or an earlier step can write to
 * `.git/config`, and git starts what it finds there: monitors, filters, drivers, helpers.
 *
 * The owner's settings (system, global, environment) hold as they were first read. From the repository's config, only keys
 * that name no program hold; all others are reset.
 */
import { UserError } from '../config/user-error.ts';

export interface ConfigEntry {
  /** `system`, `global`, `command`, `local` or `worktree`. */
  readonly scope: string;
  readonly key: string;
  readonly value: string;
}

/** Whatever else sets them. */
const FIXED: ReadonlyArray<readonly [string, string]> = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.untrackedCache', 'false'],
  // This file could falsify history; commits themselves are checked by their content.
  ['core.commitGraph', 'false'],
  // A run's link to a file changes only the entry's ctime, so git need not read the file again.
  ['core.trustctime', 'false'],
  ['core.pager', 'cat'],
  ['diff.external', ''],
  ['log.showSignature', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['submodule.recurse', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  // A folder of the checkout that looks like a repository must not be used as one.
  ['safe.bareRepository', 'explicit'],
  ['protocol.allow', 'never'],
  ['protocol.ext.allow', 'never'],
  ['protocol.fd.allow', 'never'],
  ['advice.detachedHead', 'false'],
  // The graft file set in `git.ts` causes this advice, which would precede git's actual error.
  ['advice.graftFileDeprecated', 'false'],
  ...['http', 'https', 'ssh', 'git'].map((name) => [`protocol.${name}.allow`, 'always'] as const),
];

/** Nothing in them names a program or another place to read from. */
const HARMLESS_SECTIONS =
  /^(?:advice|am|apply|author|blame|branch|checkout|color|column|commit|committer|extensions|feature|fetch|format|grep|http|i18n|index|log|pack|pull|push|rebase|repack|rerere|reset|stash|status|transfer|user|versionsort|worktree)\./;
const HARMLESS_KEYS =
  /^(?:core\.(?:repositoryformatversion|filemode|bare|logallrefupdates|symlinks|ignorecase|precomposeunicode|autocrlf|eol|safecrlf|worktree|compression|longpaths|sparsecheckout|sparsecheckoutcone|quotepath|abbrev|whitespace|protecthfs|protectntfs|sharedrepository|checkstat|splitindex)|diff\.(?:algorithm|renames|mnemonicprefix|colormoved|submodule|noprefix)|merge\.(?:conflictstyle|ff)|remote\..+\.(?:url|pushurl|fetch|push|promisor|partialclonefilter|tagopt)|submodule\.(?:active|(?:.+\.)?(?:url|active|branch))|lfs\.(?:url|repositoryformatversion|fetchinclude|fetchexclude|.+\.access)|init\.defaultbranch|url\..+\.(?:push)?insteadof)$/;
/** Set by `git lfs install --local`, which actions/checkout runs. */
const LFS = /^git-lfs (?:clean -- %f|smudge (?:--skip )?-- %f|filter-process(?: --skip)?)$/;
/** Git lists every included setting under its own key, so the include itself may stay. */
const INCLUDES = /^include(?:if)?\./;
const NO_PROGRAM = /^(?:true|false|yes|no|on|off|\d+[kmg]?)$/i;
const NAMES_PROGRAMS = /^(?:filter|diff|merge|credential|alias|hook|pager)\./;
/** Git takes the first value, so none can override it. */
const FIRST_COUNTS = /^remote\..+\.uploadpack$/;
const MAX_FOREIGN = 1_000;

/** As read at git's first call, by place of the global config: a run may have changed them since. */
const owners = new Map<string, ReadonlySet<string>>();

/** @param text of `git config --list --show-scope -z` */
export function parseConfig(text: string): readonly ConfigEntry[] {
  const fields = text.split('\0');
  const entries: ConfigEntry[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const scope = fields[index] ?? '';
    const pair = fields[index + 1] ?? '';
    const end = pair.indexOf('\n');
    const [key, value] = end < 0 ? [pair, 'true'] : [pair.slice(0, end), pair.slice(end + 1)];
    entries.push({ scope, key, value });
  }
  return entries;
}

/**
 * @param place names the global config
 * @throws UserError for a repository config that is invalid now
 */
export function guardsAgainst(entries: readonly ConfigEntry[], place: string): readonly string[] {
  const ofOwner = entries.filter(({ scope }) => scope !== 'local' && scope !== 'worktree');
  const trusted = owners.get(place) ?? new Set(ofOwner.map(nameOf));
  owners.set(place, trusted);
  const isTrusted = (entry: ConfigEntry) => ofOwner.includes(entry) && trusted.has(nameOf(entry));
  const foreign = new Set(
    entries.filter((entry) => !isTrusted(entry) && mayStartSomething(entry)).map(({ key }) => key),
  );
  const first = [...foreign].find((key) => FIRST_COUNTS.test(key));
  if (first !== undefined)
    throw new UserError(
      `the repository's git config would make git start the program in ${first}; remove it with git config --unset ${first}, or set it in your global config`,
    );
  if (foreign.size > MAX_FOREIGN)
    throw new UserError(
      `the repository's git config has ${foreign.size} entries that make git start programs; inspect .git/config, and clone the repository again`,
    );
  const settings = [...foreign].flatMap((key) => {
    const values = entries.filter((entry) => entry.key === key && isTrusted(entry));
    // An empty value also clears lists, such as that of credential helpers; the owner's values follow.
    return [[key, emptyOf(key)], ...values.map(({ value }) => [key, value])];
  });
  const file = entries.find((entry) => entry.key === 'protocol.file.allow' && isTrusted(entry));
  settings.push(...FIXED.map((pair) => [...pair]), ['protocol.file.allow', file?.value ?? 'user']);
  return settings.flatMap(([key, value]) => ['-c', `${key}=${value}`]);
}

function mayStartSomething({ key, value }: ConfigEntry): boolean {
  if (INCLUDES.test(key) || HARMLESS_SECTIONS.test(key) || HARMLESS_KEYS.test(key)) return false;
  if (/^filter\.lfs\.(?:clean|smudge|process)$/.test(key)) return !LFS.test(value);
  if (key === 'filter.lfs.required') return false;
  return NAMES_PROGRAMS.test(key) || !NO_PROGRAM.test(value);
}

function emptyOf(key: string): string {
  if (/^protocol\..*allow$/.test(key)) return 'never';
  // Git would try to start an empty command.
  if (key === 'core.sshcommand') return 'ssh';
  return /^filter\..*\.required$/.test(key) ? 'false' : '';
}

function nameOf({ key, value }: ConfigEntry): string {
  return `${key}\n${value}`;
}
