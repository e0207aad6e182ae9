/** JUnit files, as of pytest's `--junitxml`: a test is a case, and a number kept by `record_property` is a score. */
import { readText } from '../../bounded-file.ts';
import { parseCell } from '../../readers/numbers.ts';
import { UnreadableRunError } from '../../readers/unreadable-run-error.ts';
import { MAX_RESULTS_BYTES } from '../../results/limits.ts';
import { type CaseResult, type EvaluationReader, LATENCY } from '../evaluation.ts';
import { idOf } from './values.ts';

/** What tests print stands between elements, and may look like them. */
const PRINTED = /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)/g;
/** Attributes in any order; `<` is an entity in their values, `>` need not be. */
const ELEMENT =
  /<(testcase|property|failure|error|skipped)\b((?:[^<>"']|"[^"<]*"|'[^'<]*')*?)(\/?)>|<\/(testcase|testsuites?)>/g;
const ATTRIBUTE = /\s([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;
const PASSED = 'passed';
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
  for (const [, element, attributes = '', closed, end] of text.replaceAll(PRINTED, '').matchAll(ELEMENT)) {
    const stated = new Map(
      [...attributes.matchAll(ATTRIBUTE)].map(([, key, double, single]) => [
        key,
        decode(double ?? single ?? ''),
      ]),
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
      const name = stated.get('name') ?? '';
      // The test's outcome stays what it is.
      if (typeof value === 'number' && name !== PASSED) open.scores[name] = value;
    }
  }
  return tests;
}

function resultOf({ id, scores, passed, error }: Test): CaseResult {
  return {
    id,
    repeat: 1,
    scores: error === null ? { [PASSED]: passed, ...scores } : {},
    error,
    answer: null,
    isCached: false,
    show: null,
  };
}

function decode(text: string): string {
  return text.replaceAll(/&(\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}
