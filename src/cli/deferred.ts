/** Loaded when a command runs, so that help and wrong options are answered fast. */

export { CONFIG_SCHEMA } from '../checks/config-schema.ts';
export { compareResults } from '../compare-results.ts';
export { loadConfig } from '../config/file/load.ts';
export { parseSeeds } from '../config/seeds-option.ts';
export { runAgainstItself } from '../experiment/against-itself.ts';
export { examine } from '../experiment/doctor/examine.ts';
export { planAhead } from '../experiment/planning/plan-ahead.ts';
export { AwaitedRunsError, describeWave, nextWave } from '../experiment/waves/awaited-runs.ts';
export { takeFolders } from '../experiment/waves/take-records.ts';
export { trainShard } from '../experiment/waves/train-shard.ts';
export { runExperiment } from '../experiment.ts';
export { inspectDirectory, inspectRecord } from '../records/inspect-directory.ts';
export { readRecordFile } from '../records/store/read-record-file.ts';
export { RECORD_FILE } from '../records/store/store.ts';
export { EXAMINATION_SCHEMA, renderExamination } from '../report/examination.ts';
export { renderPlan } from '../report/planning.ts';
export { renderTerminal } from '../report/terminal.ts';
export { renderWave } from '../report/waves.ts';
export { createProgressView } from './progress-view.ts';
