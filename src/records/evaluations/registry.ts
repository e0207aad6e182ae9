import type { EvaluationReader } from './evaluation.ts';
import { deepeval } from './formats/deepeval.ts';
import { inspectArchive } from './formats/inspect-archive.ts';
import { inspectJson } from './formats/inspect-json.ts';
import { junitTests } from './formats/junit-tests.ts';
import { lmEvaluationSamples } from './formats/lm-evaluation.ts';
import { plain } from './formats/plain.ts';
import { promptfoo } from './formats/promptfoo.ts';

export const EVALUATION_READERS: readonly EvaluationReader[] = [
  promptfoo,
  inspectArchive,
  inspectJson,
  lmEvaluationSamples,
  deepeval,
  junitTests,
  plain,
];
