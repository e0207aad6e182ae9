/** DeepEval, `.deepeval/.latest_run_full.json` or a `test_run_*.json`: one run of all cases, so repeats are files of a folder. */

import { quote } from '../../../words/list.ts';
import { readText } from '../../bounded-file.ts';
import { canonicalJson } from '../../json.ts';
import { parseJsonAt } from '../../readers/files/json-lines.ts';
import { UnreadableRunError } from '../../readers/unreadable-run-error.ts';
import { MAX_RESULTS_BYTES } from '../../results/limits.ts';
import type { CaseResult, EvaluationReader } from '../evaluation.ts';
import { type Fields, gradeOf, idOf, listOf, objectOf, textOf, traitsOf } from './values.ts';

/** Names that DeepEval gives to cases without one; they number the rows. */
const NUMBERED = /^test_case_\d+$/;

export const deepeval: EvaluationReader = {
  tool: 'DeepEval',
  accepts: ({ head }) => /^\s*\{\s*"testCases":/.test(head),
  read: async (path, file) => {
    const log = parseJsonAt(await readText(path, MAX_RESULTS_BYTES), { file, line: null });
    const { testCases } = objectOf(log);
    if (!Array.isArray(testCases)) throw new UnreadableRunError(`${file}: has no list of testCases`);
    const cases = testCases.map(objectOf);
    return [{ model: null, results: cases.map((one) => resultOf(one, file)), settings: settingsOf(cases) }];
  },
};

function resultOf(one: Fields, file: string): CaseResult {
  const name = textOf(one.name);
  const id = name === null || NUMBERED.test(name) ? textOf(one.input) : name;
  if (id === null) throw new UnreadableRunError(`${file}: a test case has neither a name nor an input`);
  const metrics = metricsOf(one);
  const names = metrics.map((metric) => String(metric.name));
  const twice = names.find((one, index) => names.indexOf(one) < index);
  if (twice !== undefined)
    throw new UnreadableRunError(
      `${file}: grades the case ${quote(id, 40)} twice by ${quote(twice)}; give each metric its own name`,
    );
  const error = metrics.map(({ error }) => textOf(error)).find((text) => text !== null) ?? null;
  const scores = metrics.flatMap(({ name, score }) => {
    const grade = gradeOf(score);
    return grade === null ? [] : [[String(name), grade] as const];
  });
  const passed = gradeOf(one.success);
  return {
    id: idOf(id),
    repeat: 1,
    scores:
      error === null ? Object.fromEntries([...scores, ...(passed === null ? [] : [['pass', passed]])]) : {},
    error,
    answer: textOf(one.actualOutput),
    isCached: false,
    grading: canonicalJson([one.expectedOutput ?? null, one.context ?? null]),
    show: textOf(one.input),
    ...traitsOf({ tags: one.tags, ...objectOf(one.additionalMetadata) }, `${file}: ${quote(id, 40)}`),
  };
}

/** Each metric has a judge, a threshold and a strict mode, and both arms must share them. */
function settingsOf(cases: readonly Fields[]): Map<string, string> {
  const settings = new Map<string, string>();
  for (const { name, evaluationModel, threshold, strictMode } of cases.flatMap(metricsOf))
    settings.set(`metric ${name}`, canonicalJson({ evaluationModel, threshold, strictMode }));
  return settings;
}

function metricsOf({ metricsData }: Fields): readonly Fields[] {
  return listOf(metricsData);
}
