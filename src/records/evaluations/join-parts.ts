/** Joins the logs of one model: other cases are more tasks, the same cases are further repeats. */
import { UserError } from '../../config/user-error.ts';
import { quote } from '../../words/list.ts';
import type { CaseResult, Evaluation } from './evaluation.ts';

const MAX_REPEATS = 1000;
const MAX_TEXT_CHARS = 120;

/** One model's results: each repeat by case. */
export interface Arm {
  readonly model: string;
  readonly file: string;
  readonly repeats: ReadonlyArray<ReadonlyMap<string, CaseResult>>;
  /** Null if no log says any. */
  readonly settings: ReadonlyMap<string, string> | null;
  readonly subject?: ReadonlyMap<string, string>;
}

/** Only the cases that all arms share, in the same order. */
export interface CompleteArm {
  readonly model: string;
  readonly file: string;
  readonly repeats: ReadonlyArray<readonly CaseResult[]>;
}

/**
 * @param areRepeats whether each part is a repeat, and never more tasks of one
 * @throws UserError for a case twice in one repeat, and for logs of other settings or models
 */
export function joinParts(
  model: string,
  file: string,
  parts: readonly Evaluation[],
  areRepeats = parts.length === 1,
): Arm {
  const repeats: Array<Map<string, CaseResult>> = [];
  const settings = new Map<string, string>();
  const subject = new Map<string, string>();
  for (const { results, settings: own, subject: program } of parts) {
    for (const [name, value] of program ?? []) {
      const earlier = subject.get(name) ?? value;
      if (earlier !== value)
        throw new UserError(
          `${file}: its logs differ in the ${name}, ${quote(earlier, MAX_TEXT_CHARS)} and ${quote(value, MAX_TEXT_CHARS)}; give each model or prompt its own file or folder`,
        );
      subject.set(name, value);
    }
    for (const [name, value] of own ?? []) {
      const earlier = settings.get(name) ?? value;
      if (earlier !== value)
        throw new UserError(`${file}: its logs differ in ${quote(name)}; compare logs of one setting`);
      settings.set(name, value);
    }
    const byRepeat = [...groupByRepeat(results, file)].sort(([a], [b]) => a - b);
    for (const [, cases] of byRepeat) {
      const ids = [...cases.keys()];
      const room = repeats.find((taken) => ids.every((id) => !taken.has(id)));
      // Repeats of one log are never joined with each other.
      if (room === undefined || areRepeats) repeats.push(cases);
      else for (const [id, result] of cases) room.set(id, result);
    }
  }
  const areStated = parts.some(({ settings: own }) => own !== null);
  return { model, file, repeats, settings: areStated ? settings : null, subject };
}

function groupByRepeat(results: readonly CaseResult[], file: string): Map<number, Map<string, CaseResult>> {
  const repeats = new Map<number, Map<string, CaseResult>>();
  for (const result of results) {
    const { id, repeat } = result;
    const cases = repeats.get(repeat) ?? new Map<string, CaseResult>();
    repeats.set(repeat, cases);
    if (cases.has(id))
      throw new UserError(
        `${file}: has the case ${quote(id)} twice in repeat ${repeat}; give each case its own id, and number repeats in the column repeat`,
      );
    cases.set(id, result);
  }
  if (repeats.size > MAX_REPEATS)
    throw new UserError(
      `${file}: has ${repeats.size} repeats, and ${MAX_REPEATS} are the most; number the repeats of each case from 1, not the rows`,
    );
  return repeats;
}
