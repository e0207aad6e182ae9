/**
 * Makes arms comparable: the same settings, the same cases in every repeat, each repeat once. A case without an answer in
 * any repeat of any arm is left out of all.
 */
import { nameSchema } from '../../config/names.ts';
import { UserError } from '../../config/user-error.ts';
import { firstOf, quote, quoteNames } from '../../words/list.ts';
import { plural, wordFor } from '../../words/plural.ts';
import type { SplitPredictions } from '../readers/predictions/prediction-table.ts';
import type { PredictedModels } from '../results/read-predicted.ts';
import { type CaseResult, directionKey, MEASURED } from './evaluation.ts';
import { findUnmeasured } from './find-unmeasured.ts';
import type { Arm, CompleteArm } from './join-parts.ts';
import { describeUnequalErrors } from './unequal-errors.ts';

export interface SettleOptions {
  /** Share of the cases that may be left out. */
  readonly missingShare: number;
  /** Settings that may differ. */
  readonly ignored: readonly string[];
  /** Words for what sets both. Default: the options of the command line. */
  readonly keys?: { readonly ignore: string; readonly missing: string };
}

const OPTIONS = { ignore: '--ignore', missing: '--failed-runs' };

/** As `--ignore` names it. */
const GRADING = 'grading';
const SCALE = 'scale';
/** A scale from 0 to 1 has no such grade. */
const MIN_OTHER_SCALE = 5;
const MAX_SHOWN = 3;
const MAX_TEXT_CHARS = 120;
/** Two cases are the fewest that a test over cases takes. */
const MIN_CASES = 2;
/** Cases in which repeats differ where an equal one is a copy. */
const MIN_DIFFERENT = 7;

/** @throws UserError for other settings or suites, too many missing cases, and scorers that do not grade the same cases */
export function settleCases(all: readonly Arm[], options: SettleOptions): PredictedModels {
  requireSameSettings(all, options);
  const fresh = all.map(withoutCopies);
  const arms = fresh.map(({ arm }) => arm);
  const { ids, leftOutIds, notes } = completeCases(arms, options);
  requireSameGrading(all, ids, options);
  const complete = arms.map(({ model, file, repeats }) => ({
    model,
    file,
    repeats: repeats.map((cases) => ids.map((id) => cases.get(id) as CaseResult)),
  }));
  const unmeasured = findUnmeasured(complete, options.ignored.includes(SCALE));
  const scorers = scorersOf(complete).filter((name) => !unmeasured.has(name));
  if (!options.ignored.includes(SCALE)) requireOneScale(complete, scorers);
  requireSameMembership(complete);
  const hasRepeats = arms.some(({ repeats }) => repeats.length > 1);
  return {
    areScored: true,
    cases: {
      ids,
      scorers,
      arms: arms.map((arm, at) => ({ ...arm, isFixed: isFixed(arm, all[at]?.repeats ?? []) })),
      leftOut: leftOutIds.length,
      leftOutIds,
      lowerIsBetter: new Set(scorers.filter((name) => all.some(({ settings }) => isLower(name, settings)))),
    },
    notes: [
      ...notes,
      ...describeUnequalErrors(arms),
      ...unmeasured.values(),
      ...fresh.flatMap(({ note }) => note ?? []),
      ...cacheNotes(arms),
    ],
    runs: complete.flatMap(({ model, file, repeats }) =>
      repeats.map((results, index) => ({
        model,
        file,
        seed: hasRepeats ? index + 1 : null,
        table: {
          splits: new Map([['test' as const, tableOf(results, ids, scorers)]]),
          classes: null,
          classNames: null,
        },
      })),
    ),
  };
}

/** lm-evaluation-harness states it by metric: `exact_match` of `exact_match,strict-match`. */
function isLower(scorer: string, settings: Arm['settings']): boolean {
  return [scorer, scorer.replace(/,.*/, '')].some((name) => settings?.has(directionKey(name)) === true);
}

/** A form without settings, such as a table, is taken at its word. */
function requireSameSettings(arms: readonly Arm[], { ignored, keys = OPTIONS }: SettleOptions): void {
  const [first, ...others] = arms.flatMap(({ file, settings }) =>
    settings === null ? [] : [{ file, settings }],
  );
  if (first === undefined) return;
  for (const { file, settings } of others) {
    for (const name of new Set([...first.settings.keys(), ...settings.keys()])) {
      const [before, after] = [first.settings.get(name), settings.get(name)];
      if (before === after || ignored.includes(name)) continue;
      throw new UserError(
        `${file}: ${quote(name)} is ${shown(after)}, but ${first.file} has ${shown(before)}; compare arms that differ in the model or prompt alone. If this is the change that you test, add ${keys.ignore} ${quote(name)}`,
      );
    }
  }
}

function shown(setting: string | undefined): string {
  if (setting === undefined) return 'no such setting';
  return setting.startsWith('"') ? setting.slice(0, MAX_TEXT_CHARS) : quote(setting);
}

function requireSameGrading(
  arms: readonly Arm[],
  ids: readonly string[],
  { ignored, keys = OPTIONS }: SettleOptions,
): void {
  if (ignored.includes(GRADING)) return;
  const cells = arms.flatMap(({ file, repeats }) =>
    repeats.map((cases, index) => ({ file, cases, repeat: index + 1 })),
  );
  type Cell = (typeof cells)[number];
  for (const id of ids) {
    const gradingOf = ({ cases }: Cell) => cases.get(id)?.grading;
    let first: Cell | undefined;
    let stated: string | undefined;
    let other: Cell | undefined;
    for (const cell of cells) {
      const grading = gradingOf(cell);
      if (grading === undefined || grading === stated) continue;
      if (first !== undefined) {
        other = cell;
        break;
      }
      first = cell;
      stated = grading;
    }
    if (first === undefined || other === undefined) continue;
    const isOneFile = first.file === other.file;
    const placeOf = ({ file, repeat }: Cell) => (isOneFile ? `repeat ${repeat}` : file);
    throw new UserError(
      `${other.file}: ${isOneFile ? `${placeOf(other)} ` : ''}grades the case ${quote(id, 40)} by ${quote(gradingOf(other) ?? '', MAX_TEXT_CHARS)}, but ${placeOf(first)} by ${quote(gradingOf(first) ?? '', MAX_TEXT_CHARS)}; evaluate all repeats of both arms with the same assertions and expected answers, or add ${keys.ignore} ${GRADING}`,
    );
  }
}

/** One arm in percent and the other in shares would differ by a factor of 100. */
function requireOneScale(arms: readonly CompleteArm[], scorers: readonly string[]): void {
  for (const name of scorers.filter((scorer) => !MEASURED.has(scorer))) {
    const tops = arms.map(({ repeats }) => {
      let top = Number.NEGATIVE_INFINITY;
      for (const results of repeats)
        for (const { scores } of results) top = Math.max(top, scores[name] ?? Number.NEGATIVE_INFINITY);
      return top;
    });
    const small = tops.findIndex((top) => top > 0 && top <= 1);
    const large = tops.findIndex((top) => top >= MIN_OTHER_SCALE);
    if (small < 0 || large < 0) continue;
    throw new UserError(
      `${arms[large]?.file}: ${quote(name)} has grades up to ${tops[large]}, but ${arms[small]?.file} up to ${tops[small]}; grade both arms on one scale, or add --ignore ${SCALE}`,
    );
  }
}

/** A case belongs to the same group and slices in every repeat of every arm. */
function requireSameMembership(arms: readonly CompleteArm[]): void {
  const stated = ({ group, slices }: CaseResult) => ({
    group: group ?? 'none',
    slices: (slices ?? []).join(', ') || 'none',
  });
  for (const [at, first] of arms[0]?.repeats[0]?.entries() ?? []) {
    for (const { file, repeats } of arms) {
      for (const results of repeats) {
        const result = results[at] as CaseResult;
        if (result.group === first.group && result.slices === first.slices) continue;
        const own = stated(result);
        const other = stated(first);
        const kind: 'group' | 'slices' = own.group !== other.group ? 'group' : 'slices';
        if (own[kind] === other[kind]) continue;
        throw new UserError(
          `${file}: the case ${quote(first.id, 40)} has the ${kind} ${quote(own[kind], 40)}, but ${quote(other[kind], 40)} in ${arms[0]?.file}; give a case one group and the same slices everywhere`,
        );
      }
    }
  }
}

/**
 * Where the tool flags cached answers, only a repeat that is flagged throughout can be a copy. Elsewhere, a repeat whose
 * answers all equal those of an earlier one came from a cache, or from decoding without sampling. Where
 * repeats differ in a few cases only, two are equal by chance too, and counting these once would move the mean.
 */
function withoutCopies(arm: Arm): { readonly arm: Arm; readonly note: string | null } {
  const kept: Array<ReadonlyMap<string, CaseResult>> = [];
  for (const cases of arm.repeats) if (!kept.some((earlier) => isCopy(cases, earlier))) kept.push(cases);
  const copies = arm.repeats.length - kept.length;
  const isFlagged = arm.repeats.some((cases) => [...cases.values()].some(({ isCached }) => isCached));
  // Fresh answers that are all equal were drawn without sampling.
  if (isFlagged && kept.length > 1) {
    const fresh = arm.repeats.filter((cases) => kept.includes(cases) || !isFromCache(cases));
    return { arm: { ...arm, repeats: fresh }, note: noteOf(arm, fresh) };
  }
  if (copies === 0 || kept.some((cases, at) => kept.slice(0, at).some((earlier) => isNear(cases, earlier))))
    return { arm, note: null };
  return { arm: { ...arm, repeats: kept }, note: noteOf(arm, kept) };
}

function noteOf(arm: Arm, kept: readonly unknown[]): string | null {
  const copies = arm.repeats.length - kept.length;
  if (copies === 0) return null;
  const why = areZero(temperaturesOf(arm.settings))
    ? 'the temperature is 0, so this says nothing about sampling'
    : 'answers came from a cache, or are drawn without sampling';
  return `${quote(arm.model)}: ${copies} of ${arm.repeats.length} repeats ${wordFor(copies, 'has', 'have')} the same answers as an earlier one, byte for byte, and ${wordFor(copies, 'is', 'are')} not counted: ${why}.`;
}

/** Failed calls are in no cache. */
function isFromCache(cases: ReadonlyMap<string, CaseResult>): boolean {
  const answered = [...cases.values()].filter(({ error }) => error === null);
  return answered.length > 0 && answered.every(({ isCached }) => isCached);
}

/** Temperature 0 by the word of the tool; without it, copies that no cache is known to have made. */
function isFixed({ repeats, settings }: Arm, all: Arm['repeats']): boolean {
  const stated = temperaturesOf(settings);
  if (repeats.length > 1 || stated.length > 0) return repeats.length === 1 && areZero(stated);
  return all.length > 1 && all.every((cases) => [...cases.values()].every(({ isCached }) => !isCached));
}

/** Tasks of one log may have a temperature each. */
function temperaturesOf(settings: Arm['settings']): readonly string[] {
  return [...(settings ?? [])].flatMap(([name, value]) => (/^temperature(?: of |$)/.test(name) ? value : []));
}

function areZero(temperatures: readonly string[]): boolean {
  return temperatures.length > 0 && temperatures.every((value) => value === '0');
}

function isCopy(cases: ReadonlyMap<string, CaseResult>, of: ReadonlyMap<string, CaseResult>): boolean {
  if (cases.size !== of.size) return false;
  let compared = 0;
  for (const [id, { answer, error }] of cases) {
    const other = of.get(id);
    if (error !== null && other?.error !== undefined && other.error !== null) continue;
    if (answer === null || answer !== other?.answer) return false;
    compared += 1;
  }
  return compared > 0;
}

/** True for answers that chance alone makes equal more than once in a thousand times: e to the -7. */
function isNear(cases: ReadonlyMap<string, CaseResult>, to: ReadonlyMap<string, CaseResult>): boolean {
  let different = 0;
  for (const [id, { answer }] of cases) {
    if (answer !== to.get(id)?.answer) different += 1;
    if (different >= MIN_DIFFERENT) return false;
  }
  return true;
}

function completeCases(arms: readonly Arm[], { missingShare, keys = OPTIONS }: SettleOptions) {
  const all = [
    ...new Set(arms.flatMap(({ repeats }) => repeats.flatMap((cases) => [...cases.keys()]))),
  ].sort();
  /** Why a case is left out -> its ids. */
  const left = new Map<string, string[]>();
  const leave = (reason: string, id: string) => {
    const cases = left.get(reason) ?? [];
    left.set(reason, cases);
    cases.push(id);
  };
  const ids = all.filter((id) => {
    const reason = whyLeft(id, arms);
    if (reason !== null) leave(reason, id);
    return reason === null;
  });
  const without = all.length - ids.length;
  if (without === 0) return { ids, leftOutIds: [], notes: [] };
  const reasons = [...left].sort(([, a], [, b]) => b.length - a.length);
  const said = reasons
    .slice(0, MAX_SHOWN)
    .map(
      ([reason, cases]) =>
        `${reason} (${firstOf(
          cases.map((id) => quote(id, 40)),
          MAX_SHOWN,
        )})`,
    )
    .join('; ');
  const more = reasons.length > MAX_SHOWN ? `; and ${reasons.length - MAX_SHOWN} more reasons` : '';
  const told = `${without} of ${plural(all.length, 'case')} ${wordFor(without, 'is', 'are')} left out of all arms: ${said}${more}`;
  if (without > missingShare * all.length)
    throw new UserError(
      `${told}. At most ${Math.round(100 * missingShare)} % may be (${keys.missing} changes that); run these cases again, with the same cases in both arms`,
    );
  if (ids.length < MIN_CASES)
    throw new UserError(
      `${arms[0]?.file}: only ${plural(ids.length, 'case')} can be compared; use more cases`,
    );
  return {
    ids,
    leftOutIds: [...left.values()].flat(),
    notes: [`${told}. They count as neither right nor wrong.`],
  };
}

function whyLeft(id: string, arms: readonly Arm[]): string | null {
  const having = arms.filter(({ repeats }) => repeats.some((cases) => cases.has(id)));
  if (having.length < arms.length)
    return `only in ${quoteNames(
      having.map(({ model }) => model),
      MAX_SHOWN,
    )}`;
  for (const { model, repeats } of arms) {
    for (const [index, cases] of repeats.entries()) {
      const result = cases.get(id);
      if (result === undefined) return `not in repeat ${index + 1} of "${model}"`;
      if (result.error !== null)
        return `an error in "${model}": ${quote(result.error.split('\n', 1)[0] ?? '', MAX_TEXT_CHARS)}`;
    }
  }
  return null;
}

/** @returns the scorers in the order of the first case; those that the tool measures last */
function scorersOf(arms: readonly CompleteArm[]): readonly string[] {
  const cells = arms.flatMap(({ model, repeats }) =>
    repeats.map((results, index) => ({ model, results, index })),
  );
  const length = cells[0]?.results.length ?? 0;
  /** Scorer -> the number of repeats that grade each case by it. */
  const counts = new Map<string, Int32Array>();
  for (let at = 0; at < length; at += 1)
    for (const { results } of cells)
      for (const name in (results[at] as CaseResult).scores) {
        const counted = counts.get(name) ?? new Int32Array(length);
        counts.set(name, counted);
        (counted[at] as number) += 1;
      }
  if (counts.size === 0) throw new UserError(`${arms[0]?.file}: no case has a score`);
  const graded = [...counts].flatMap(([name, counted]) => {
    const at = counted.findIndex((count) => count < cells.length && (count > 0 || MEASURED.has(name)));
    if (at < 0) return [name];
    if (MEASURED.has(name)) return [];
    const isGraded = ({ results }: (typeof cells)[number]) => Object.hasOwn(results[at]?.scores ?? {}, name);
    const [has, lacks] = [cells.find(isGraded), cells.find((cell) => !isGraded(cell))];
    throw new UserError(
      `${quote(name)} grades the case ${quote(has?.results[at]?.id ?? '', 40)} in repeat ${(has?.index ?? 0) + 1} of "${has?.model}", but not in repeat ${(lacks?.index ?? 0) + 1} of "${lacks?.model}"; grade both arms with the same scorers`,
    );
  });
  const wrong = graded.find((name) => !nameSchema.safeParse(name).success);
  if (wrong !== undefined)
    throw new UserError(`${arms[0]?.file}: ${quote(wrong)} cannot be the name of a scorer`);
  return graded.sort((a, b) => Number(MEASURED.has(a)) - Number(MEASURED.has(b)));
}

function tableOf(
  results: readonly CaseResult[],
  ids: readonly string[],
  scorers: readonly string[],
): SplitPredictions {
  const scores = new Map(scorers.map((name) => [name, scoresBy(name, results)]));
  const shown = results.map(({ show }) => show);
  const groups = results.map(({ group }) => group ?? null);
  const slices = new Map<string, number[]>();
  for (const [place, result] of results.entries())
    for (const name of result.slices ?? []) {
      const places = slices.get(name) ?? [];
      slices.set(name, places);
      places.push(place);
    }
  return {
    ids,
    clusters: groups.every((group) => group === null) ? null : groups,
    // A right answer has the score 1.
    labels: new Float64Array(ids.length).fill(1),
    predictions: scores.get(scorers[0] ?? '') ?? new Float64Array(ids.length),
    probabilities: null,
    slices,
    features: new Map(),
    scores,
    shown: shown.every((text) => text === null) ? null : shown,
  };
}

function scoresBy(name: string, results: readonly CaseResult[]): Float64Array {
  const column = new Float64Array(results.length);
  for (const [at, { scores }] of results.entries()) column[at] = scores[name] ?? Number.NaN;
  return column;
}

/** A cache that answers in part still makes repeats look steadier than they are. */
function cacheNotes(arms: readonly Arm[]): string[] {
  return arms.flatMap(({ model, repeats }) => {
    const later = repeats.slice(1).flatMap((cases) => [...cases.values()]);
    const cached = later.filter(({ isCached }) => isCached).length;
    if (cached === 0) return [];
    return [
      `${quote(model)}: ${cached} of ${plural(later.length, 'answer')} in later repeats came from a cache; run without it for repeats that are independent.`,
    ];
  });
}
