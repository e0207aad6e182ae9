/** An engine of this process: a job is carried out here, in the folder that a node would find. */
import { type Engine, EngineError, type JobRequest } from '../../../src/train/executors/engine.ts';
import { executeJob } from '../../../src/train/executors/execute-job.ts';

export interface FakeJob extends JobRequest {
  readonly id: string;
  /** What the engine sends where it ends a job. */
  readonly stop: AbortController;
}

/** @param take what becomes of a job, from its submission to its end; it may carry it out */
export function fakeEngine(
  take: (job: FakeJob, execute: () => Promise<void>) => Promise<void> = (_, execute) => execute(),
) {
  const active = new Map<string, FakeJob>();
  const log: string[] = [];
  const refusals: string[] = [];
  let isSilent = false;
  let count = 0;
  const engine: { -readonly [Key in keyof Engine]: Engine[Key] } = {
    name: 'fake',
    limitMs: null,
    async submit(request) {
      const refusal = refusals.shift();
      if (refusal !== undefined) throw new EngineError(refusal);
      count += 1;
      const job = { ...request, id: `job${count}`, stop: new AbortController() };
      active.set(job.id, job);
      log.push(`submit ${job.id}`);
      const end = () => active.delete(job.id);
      take(job, () => executeJob(job.folder, job.stop.signal, { lookMs: 5, lingerMs: 300 })).then(end, end);
      return job.id;
    },
    async list() {
      log.push('list');
      if (isSilent) throw new EngineError('squeue: no contact');
      return new Set(active.keys());
    },
    async cancel(ids) {
      log.push(`cancel ${ids.join(' ')}`);
      for (const id of ids) active.get(id)?.stop.abort();
    },
    async cancelAll() {
      log.push('cancel all');
    },
  };
  return {
    engine,
    active,
    log,
    refuse: (...said: readonly string[]) => void refusals.push(...said),
    silence: (isOn: boolean) => {
      isSilent = isOn;
    },
  };
}
