import { type ModelData, readModelData } from '../checks/evidence/model-data.ts';
import type { RunRecord } from '../records/record.ts';
import type { Experiment } from './prepare.ts';

type Tasked = Pick<Parameters<typeof readModelData>[0], 'config' | 'trainer'> & Pick<Experiment, 'models'>;

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
