/** JUnit files, as of pytest's `--junitxml`: a test is a case, and a number kept by `record_property` is a score. */
import { quote } from '../../../words/list.ts';
import { readText } from '../../bounded-file.ts';
import { isJunit, junitElements, propertyOf } from '../../readers/files/junit.ts';
import { UnreadableRunError } from '../../readers/unreadable-run-error.ts';
import { MAX_RESULTS_BYTES } from '../../results/limits.ts';
import { type CaseResult, type EvaluationReader, LATENCY } from '../evaluation.ts';
import { idOf, TRAITS, traitsOf } from './values.ts';

const PASSED = 'passed';
/** Surefire's words for attempts before the last one. */
const FAILURES: ReadonlySet<string> = new Set(['failure', 'flakyFailure', 'rerunFailure']);

interface Test {
  readonly id: string;
  readonly scores: Record<string, number>;
  readonly traits: Record<string, unknown>;
  /** Whether any attempt failed: tests run again only after a failure. */
  isFailed: boolean;
  error: string | null;
  isSkipped: boolean;
}

export const junitTests: EvaluationReader = {
  tool: 'JUnit',
  accepts: isJunit,
  read: async (path, file) => {
    const text = await readText(path, MAX_RESULTS_BYTES);
    if (!/<\/testsuites?>\s*$/.test(text))
      throw new UnreadableRunError(
        `${file}: does not end with </testsuites>, so it was cut off; run the tests again`,
      );
    const tests = testsIn(text).filter(({ isSkipped }) => !isSkipped);
    const ids = new Set<string>();
    for (const { id } of tests) {
      if (ids.has(id))
        throw new UnreadableRunError(
          `${file}: has the test ${quote(id)} twice; give each test its own name, and run them without --reruns, which hides the first outcome`,
        );
      ids.add(id);
    }
    return [{ model: null, results: tests.map((test) => resultOf(test, file)), settings: null }];
  },
};

function testsIn(text: string): readonly Test[] {
  const tests: Test[] = [];
  let open: Test | null = null;
  for (const element of junitElements(text)) {
    const { name: kind, attributes, isClosed } = element;
    if (kind === null) open = null;
    else if (kind === 'testcase') {
      const name = [attributes.get('classname'), attributes.get('name')].filter(Boolean).join('::');
      const seconds = Number(attributes.get('time'));
      const scores = Number.isFinite(seconds) ? { [LATENCY]: seconds * 1000 } : {};
      const test: Test = {
        id: idOf(name),
        scores,
        traits: {},
        isFailed: false,
        error: null,
        isSkipped: false,
      };
      tests.push(test);
      open = isClosed ? null : test;
    } else if (open === null) continue;
    else if (FAILURES.has(kind)) open.isFailed = true;
    else if (kind === 'skipped') open.isSkipped = true;
    else if (kind === 'error') open.error = attributes.get('message') || 'no reason given';
    else if (kind === 'property') {
      const { name, value } = propertyOf(element);
      if (TRAITS.has(name)) open.traits[name] = value;
      // The test's outcome stays what it is.
      else if (typeof value === 'number' && name !== PASSED) open.scores[name] = value;
    }
  }
  return tests;
}

function resultOf({ id, scores, traits, isFailed, error }: Test, file: string): CaseResult {
  const isAnswered = isFailed || error === null;
  return {
    id,
    repeat: 1,
    scores: isAnswered ? { [PASSED]: Number(!isFailed), ...scores } : {},
    error: isAnswered ? null : error,
    answer: null,
    isCached: false,
    show: null,
    ...traitsOf(traits, `${file}: ${quote(id, 40)}`),
  };
}
