import { csvLog } from './formats/csv.ts';
import { dataEvidenceJson } from './formats/data-evidence-json.ts';
import { dvclive } from './formats/dvclive.ts';
import { evalsResult } from './formats/evals-result.ts';
import { trainerResults, trainerState } from './formats/huggingface.ts';
import { jsonLinesLog, stepJsonLines } from './formats/json-log.ts';
import { kerasHistory } from './formats/keras-history.ts';
import { metricsJson } from './formats/metrics-json.ts';
import { mlflow } from './formats/mlflow.ts';
import { classificationReport, cvResults } from './formats/scikit-learn.ts';
import { stepCsv } from './formats/step-csv.ts';
import { tensorboard } from './formats/tensorboard.ts';
import { wandbRun } from './formats/wandb.ts';
import { wandbSummary } from './formats/wandb-summary.ts';
import { predictionsFile } from './predictions/predictions.ts';
import type { RunReader } from './run-reader.ts';

/** Every format that is read. The names of a tool's own files come before what could be anybody's. */
export const READERS: readonly RunReader[] = [
  metricsJson,
  dataEvidenceJson,
  trainerState,
  trainerResults,
  wandbSummary,
  wandbRun,
  dvclive,
  mlflow,
  tensorboard,
  classificationReport,
  cvResults,
  evalsResult,
  kerasHistory,
  predictionsFile,
  jsonLinesLog,
  stepJsonLines,
  stepCsv,
  csvLog,
];

/** What every program can write. */
const ANYBODYS: readonly RunReader[] = [metricsJson, csvLog, jsonLinesLog, predictionsFile];

/** What is looked for, as the message has it where nothing was found. */
export function describeFormats(): string {
  return [...new Set([...ANYBODYS, ...READERS])].map(({ format }) => format).join('; ');
}
