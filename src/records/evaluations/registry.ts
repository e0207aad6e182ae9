import type { EvaluationReader } from './evaluation.ts';
import { inspectArchive } from './formats/inspect-archive.ts';
import { inspectJson } from './formats/inspect-json.ts';
import { plain } from './formats/plain.ts';
import { promptfoo } from './formats/promptfoo.ts';

export const EVALUATION_READERS: readonly EvaluationReader[] = [
  promptfoo,
  inspectArchive,
  inspectJson,
  plain,
];
