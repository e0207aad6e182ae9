/** Slurm, by its own programs. Jobs have this experiment's name. */
import { askEngine, type Engine, EngineError, type JobNeeds } from './engine.ts';

/** sbatch accepts abbreviated long options. */
const SETS_TIME = /^(?:-t|--ti)/;

/** @param options of `sbatch` */
export function slurmEngine(
  { name, cpus, gpus, minutes }: JobNeeds,
  options: readonly string[],
  environment: Readonly<Record<string, string>>,
): Engine {
  // Inside an allocation, its variables would count as options of the jobs.
  const kept = Object.entries(environment).filter(
    ([variable]) => !variable.startsWith('SLURM_') || variable === 'SLURM_CONF',
  );
  const ask = (...argv: readonly string[]) => askEngine(argv, Object.fromEntries(kept));
  return {
    name: 'Slurm',
    limitMs: options.some((option) => SETS_TIME.test(option)) ? null : minutes * 60_000,
    async submit({ folder, script, log }) {
      const printed = await ask(
        'sbatch',
        ...['--parsable', `--job-name=${name}`, '--no-requeue', '--export=NONE'],
        // In the path of a log, % begins a placeholder.
        ...[
          `--chdir=${folder}`,
          `--output=${log.replaceAll('%', '%%')}`,
          `--cpus-per-task=${cpus}`,
          `--time=${minutes}`,
        ],
        ...(gpus === 0 ? [] : [`--gres=gpu:${gpus}`]),
        // The last of two equal options counts.
        ...options,
        script,
      );
      const [, id] = /^(\d+)(?:;.*)?$/m.exec(printed) ?? [];
      if (id === undefined) throw new EngineError(`sbatch printed no job number: ${printed.trim()}`);
      return id;
    },
    async list() {
      const printed = await ask('squeue', '--noheader', `--name=${name}`, '--format=%i');
      const ids = printed.split(/\s+/).filter((id) => id !== '');
      const unknown = ids.find((id) => !/^\d+$/.test(id));
      if (unknown === undefined) return new Set(ids);
      throw new EngineError(
        `squeue printed ${JSON.stringify(unknown.slice(0, 100))} for the number of a job`,
      );
    },
    async cancel(ids) {
      await ask('scancel', ...ids);
    },
    async cancelAll() {
      await ask('scancel', `--name=${name}`);
    },
  };
}
