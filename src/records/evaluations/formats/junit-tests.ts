/** JUnit files, as of pytest's `--junitxml`: a test is a case, and a number kept by `record_property` is a score. */
import { readText } from '../../bounded-file.ts';
import { parseCell } from '../../readers/numbers.ts';
import { UnreadableRunError } from '../../readers/unreadable-run-error.ts';
import { MAX_RESULTS_BYTES } from '../../results/limits.ts';
import { type CaseResult, type EvaluationReader, LATENCY } from '../evaluation.ts';
import { idOf } from './values.ts';

/** Attributes in any order; `<` and quotes are entities in their values. */
const ELEMENT =
  /<(testcase|property|failure|error|skipped)\b([^<>]{0,20000}?)(\/?)>|<\/(testcase|testsuites?)>/g;
const ATTRIBUTE = /\b(name|value|classname|time|message)="([^"<]{0,10000})"/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

interface Test {
  readonly id: string;
  readonly scores: Record<string, number>;
  passed: number;
  error: string | null;
  isSkipped: boolean;
}

export const junitTests: EvaluationReader = {
  tool: 'JUnit',
  accepts: ({ name, head }) => /\.xml$/i.test(name) && /<testsuites?[\s>]/.test(head),
  read: async (path, file) => {
    const text = await readText(path, MAX_RESULTS_BYTES);
    if (!/<\/testsuites?>\s*$/.test(text))
      throw new UnreadableRunError(
        `${file}: does not end with </testsuites>, so it was cut off; run the tests again`,
      );
    const results = testsIn(text)
      .filter(({ isSkipped }) => !isSkipped)
      .map(resultOf);
    return [{ model: null, results, settings: null }];
  },
};

function testsIn(text: string): readonly Test[] {
  const tests: Test[] = [];
  let open: Test | null = null;
  for (const [, element, attributes = '', closed, end] of text.matchAll(ELEMENT)) {
    const stated = new Map(
      [...attributes.matchAll(ATTRIBUTE)].map(([, key, value = '']) => [key, decode(value)]),
    );
    if (end !== undefined) open = null;
    else if (element === 'testcase') {
      const name = [stated.get('classname'), stated.get('name')].filter(Boolean).join('::');
      const seconds = Number(stated.get('time'));
      const scores = Number.isFinite(seconds) ? { [LATENCY]: seconds * 1000 } : {};
      const test: Test = { id: idOf(name), scores, passed: 1, error: null, isSkipped: false };
      tests.push(test);
      open = closed === '/' ? null : test;
    } else if (open === null) continue;
    else if (element === 'failure') open.passed = 0;
    else if (element === 'skipped') open.isSkipped = true;
    else if (element === 'error') open.error = stated.get('message') || 'no reason given';
    else {
      const value = parseCell(stated.get('value') ?? '');
      if (typeof value === 'number') open.scores[stated.get('name') ?? ''] = value;
    }
  }
  return tests;
}

function resultOf({ id, scores, passed, error }: Test): CaseResult {
  return {
    id,
    repeat: 1,
    scores: error === null ? { passed, ...scores } : {},
    error,
    answer: null,
    isCached: false,
    show: null,
  };
}

function decode(text: string): string {
  return text.replaceAll(/&(\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}
