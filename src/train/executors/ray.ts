/** Ray, by its Jobs API. Nodes share a file system with this machine, so nothing is uploaded or fetched. */
import { z } from 'zod';
import { appendText } from '../../files/open-file.ts';
import { type Engine, EngineError, type JobNeeds } from './engine.ts';
import { quoteForShell } from './quote-for-shell.ts';
import { openRayApi, type RayCluster } from './ray-api.ts';

const listSchema = z.array(
  z.object({
    submission_id: z.string().nullish(),
    status: z.string(),
    message: z.string().nullish(),
    error_type: z.string().nullish(),
  }),
);
type Status = z.infer<typeof listSchema>[number];

const hasEnded = ({ status }: Status) => status !== 'PENDING' && status !== 'RUNNING';

interface RayJob {
  /** Its current id in Ray. */
  current: string;
  readonly entrypoint: string;
  readonly log: string;
  isStopped: boolean;
}

export function rayEngine({ name, cpus, gpus, minutes }: JobNeeds, cluster: RayCluster): Engine {
  const ask = openRayApi(cluster);
  const jobs = new Map<string, RayJob>();
  let made = 0;

  async function start(entrypoint: string): Promise<string> {
    made += 1;
    const id = `${name}-${made}`;
    // Ray runs all jobs without resource needs on the head.
    const asked = { entrypoint_num_cpus: cpus, ...(gpus === 0 ? {} : { entrypoint_num_gpus: gpus }) };
    await ask('POST', 'api/jobs/', { submission_id: id, entrypoint, ...asked });
    return id;
  }

  async function listAll(): Promise<ReadonlyMap<string, Status>> {
    const listed = listSchema.safeParse(await ask('GET', 'api/jobs/'));
    if (!listed.success) throw new EngineError('Ray: the list of jobs is none');
    return new Map(listed.data.map((job) => [job.submission_id ?? '', job]));
  }

  async function follow(id: string, job: RayJob, status: Status): Promise<boolean> {
    // Ray cannot stop a waiting job: it starts later, finds no folder, and ends.
    if (!hasEnded(status)) return !(job.isStopped && status.status === 'PENDING');
    if (!job.isStopped && status.error_type === 'JOB_SUPERVISOR_ACTOR_START_TIMEOUT') {
      // After 15 minutes without room, Ray fails a job.
      job.current = await start(job.entrypoint);
      return true;
    }
    jobs.delete(id);
    if (status.status === 'FAILED') tellLog(job.log, status.message ?? '');
    return false;
  }

  const stop = (id: string) => ask('POST', `api/jobs/${id}/stop`);

  return {
    name: 'Ray',
    limitMs: minutes * 60_000,
    async submit({ script, log }) {
      const entrypoint = `exec ${quoteForShell(script)} > ${quoteForShell(log)} 2>&1`;
      const id = await start(entrypoint);
      jobs.set(id, { current: id, entrypoint, log, isStopped: false });
      return id;
    },
    async list() {
      const known = await listAll();
      const active = new Set<string>();
      for (const [id, job] of jobs) {
        const status = known.get(job.current);
        if (status !== undefined && (await follow(id, job, status))) active.add(id);
      }
      const followed = new Set([...jobs.values()].map(({ current }) => current));
      // Another process may have submitted these.
      for (const [id, status] of known)
        if (id.startsWith(`${name}-`) && !followed.has(id) && !hasEnded(status)) active.add(id);
      return active;
    },
    async cancel(ids) {
      for (const id of ids) {
        const job = jobs.get(id);
        if (job !== undefined) job.isStopped = true;
      }
      await Promise.all(ids.map((id) => stop(jobs.get(id)?.current ?? id)));
    },
    async cancelAll() {
      const own = [...(await listAll())].filter(([id]) => id.startsWith(`${name}-`));
      await Promise.all(own.map(([id, job]) => (hasEnded(job) ? ask('DELETE', `api/jobs/${id}`) : stop(id))));
    },
  };
}

function tellLog(path: string, message: string): void {
  try {
    appendText(path, `\n${message}`);
  } catch {
    // Its folder may be gone by now, and with it whoever would read this.
  }
}
