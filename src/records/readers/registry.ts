import { csvLog } from './formats/any/csv.ts';
import { dataEvidenceJson } from './formats/any/data-evidence-json.ts';
import { jsonLinesLog, stepJsonLines } from './formats/any/json-log.ts';
import { metricsJson } from './formats/any/metrics-json.ts';
import { stepCsv } from './formats/any/step-csv.ts';
import { evalsResult } from './formats/boosting/evals-result.ts';
import { trainerResults, trainerState } from './formats/frameworks/huggingface.ts';
import { kerasHistory } from './formats/frameworks/keras-history.ts';
import { classificationReport, cvResults } from './formats/frameworks/scikit-learn.ts';
import { ultralytics } from './formats/frameworks/ultralytics.ts';
import { junit } from './formats/reports/junit.ts';
import { lmEvaluation } from './formats/reports/lm-evaluation.ts';
import { scikitLearnTables } from './formats/search/scikit-learn-tables.ts';
import { mlflow } from './formats/trackers/mlflow.ts';
import { tensorboard } from './formats/trackers/tensorboard.ts';
import { wandbRun } from './formats/trackers/wandb.ts';
import { wandbSummary } from './formats/trackers/wandb-summary.ts';
import { predictionsFile } from './predictions/predictions.ts';
import type { RunReader } from './run-reader.ts';

/** All formats. Files that a tool names come before generic ones. */
export const READERS: readonly RunReader[] = [
  metricsJson,
  dataEvidenceJson,
  trainerState,
  trainerResults,
  wandbSummary,
  wandbRun,
  mlflow,
  ultralytics,
  scikitLearnTables,
  lmEvaluation,
  junit,
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

const ANYBODYS: readonly RunReader[] = [metricsJson, csvLog, jsonLinesLog, predictionsFile];

/** List of formats for the message that nothing was found. */
export function describeFormats(): string {
  return [...new Set([...ANYBODYS, ...READERS].map(({ format }) => format))].join('; ');
}
