/** What a seed changes from run to run, in the words of the first line: the verdict says nothing of what stays the same. */
import { traitsOf } from '../../../checks/registry.ts';
import { enumerate, type Phrase, say } from '../../phrase.ts';
import type { View } from '../../view.ts';

const SOURCES: ReadonlyArray<readonly [source: string, words: string]> = [
  ['init', 'weights'],
  ['order', 'order'],
  ['data', 'training data'],
];

/**
 * ` (a seed varies weights and order)`, from `vary` and from what the runs tell: test examples of their own under every seed, and a part of
 * the training that no seed reaches. Empty where runs existed, whose seeds nobody has described.
 */
export function seedWords({ result: { design, checks, scope } }: View): Phrase {
  if (scope === null || scope === 'these-models' || design.folds !== undefined) return [];
  const varied = SOURCES.filter(([source]) => design.vary.includes(source)).map(([, words]) => words);
  if (varied.length === 0) return [];
  const warned = checks.filter(({ status }) => status === 'warn');
  const part = warned.map(({ id }) => traitsOf(id).seedVaries).find((words) => words !== undefined);
  if (part !== undefined) return say` (a seed varies ${part})`;
  const all = [...varied, ...(design.testExamplesBySeed === true ? ['test examples'] : [])];
  return say` (a seed varies ${enumerate(all.map((words) => [words]))})`;
}
