import { type ModelData, readModelData } from '../checks/evidence/model-data.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import type { RunRecord } from '../records/record.ts';
import type { Experiment } from './prepare.ts';

type Tasked = Pick<Parameters<typeof readModelData>[0], 'config' | 'trainer'> & Pick<Experiment, 'models'>;

export interface KnownData {
  /** Read without a task. */
  readonly modelData: readonly ModelData[];
  /** Empty for a single data set. */
  readonly dataByTask: ReadonlyMap<string, readonly ModelData[]>;
}

/**
 * The data of the whole experiment, and of each task.
 *
 * @param known from before; it stands where it was read, because a run could have changed the files since
 */
export async function readData(
  experiment: Tasked & { readonly config: Pick<LoadedConfig, 'tasks'> },
  records: readonly RunRecord[],
  known?: KnownData,
): Promise<KnownData> {
  const modelData = await completed(known?.modelData, () => readModelData(experiment, records));
  const dataByTask = new Map<string, readonly ModelData[]>();
  for (const { name } of experiment.config.tasks ?? []) {
    const own = records.filter(({ task }) => task === name);
    const read = () => dataOfTask(experiment, modelData, name, own);
    dataByTask.set(name, await completed(known?.dataByTask.get(name), read));
  }
  return { modelData, dataByTask };
}

async function completed(
  before: readonly ModelData[] | undefined,
  read: () => Promise<readonly ModelData[]>,
): Promise<readonly ModelData[]> {
  if (before?.every(({ evidence }) => evidence !== null)) return before;
  const again = await read();
  return before?.map((one, at) => (one.evidence === null ? (again[at] ?? one) : one)) ?? again;
}

/** Each data set that models are trained on. */
export function dataSetsOf({ modelData, dataByTask }: KnownData): ReadonlyArray<readonly ModelData[]> {
  return dataByTask.size === 0 ? [modelData] : [...new Set(dataByTask.values())];
}

/**
 * The data that the models are trained on in one task. Files that the config names are those of every task.
 *
 * @param shared read without a task
 * @param records of the task
 */
export async function dataOfTask(
  { config, models, trainer }: Tasked,
  shared: readonly ModelData[],
  task: string,
  records: readonly RunRecord[],
): Promise<readonly ModelData[]> {
  if (config.checks.files !== undefined) return shared;
  const command = config.trainer.command?.replaceAll('{task}', task);
  const ofTask = models.map((model) => model.byTask?.find((one) => one.task === task) ?? model);
  return readModelData({ config: { ...config, trainer: { command } }, models: ofTask, trainer }, records);
}
