import { csvLog } from './formats/any/csv.ts';
import { dataEvidenceJson } from './formats/any/data-evidence-json.ts';
import { jsonLinesLog, stepJsonLines } from './formats/any/json-log.ts';
import { metricsJson } from './formats/any/metrics-json.ts';
import { stepCsv } from './formats/any/step-csv.ts';
import { catboost, catboostRepeats } from './formats/boosting/catboost.ts';
import { evalsResult } from './formats/boosting/evals-result.ts';
import { epochList } from './formats/frameworks/epoch-list.ts';
import { trainerResults, trainerState } from './formats/frameworks/huggingface.ts';
import { kerasHistory } from './formats/frameworks/keras-history.ts';
import { linesInJson } from './formats/frameworks/lines-in-json.ts';
import { classificationReport, cvResults } from './formats/frameworks/scikit-learn.ts';
import { spacyLog, spacyMeta } from './formats/frameworks/spacy.ts';
import { stableBaselines } from './formats/frameworks/stable-baselines.ts';
import { ultralytics } from './formats/frameworks/ultralytics.ts';
import { junit } from './formats/reports/junit.ts';
import { lmEvaluation } from './formats/reports/lm-evaluation.ts';
import { optuna } from './formats/search/optuna.ts';
import { rayTune, rayTuneRepeats } from './formats/search/ray-tune.ts';
import { scikitLearnTables } from './formats/search/scikit-learn-tables.ts';
import { dvclive } from './formats/trackers/dvclive.ts';
import { mlflow } from './formats/trackers/mlflow.ts';
import { mlflowDatabase } from './formats/trackers/mlflow-database.ts';
import { sacredMetrics, sacredRun } from './formats/trackers/sacred.ts';
import { tensorboard } from './formats/trackers/tensorboard.ts';
import { wandbRun } from './formats/trackers/wandb.ts';
import { wandbSummary } from './formats/trackers/wandb-summary.ts';
import { predictionsFile } from './predictions/predictions.ts';
import type { RunReader } from './run-reader.ts';

/** All formats. Files that a tool names come before generic ones. */
export const READERS: readonly RunReader[] = [
  sacredMetrics,
  sacredRun,
  rayTuneRepeats,
  rayTune,
  linesInJson,
  metricsJson,
  dataEvidenceJson,
  trainerState,
  trainerResults,
  catboost,
  catboostRepeats,
  wandbSummary,
  wandbRun,
  dvclive,
  mlflow,
  mlflowDatabase,
  spacyMeta,
  spacyLog,
  ultralytics,
  optuna,
  scikitLearnTables,
  stableBaselines,
  lmEvaluation,
  junit,
  tensorboard,
  classificationReport,
  cvResults,
  evalsResult,
  kerasHistory,
  epochList,
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
