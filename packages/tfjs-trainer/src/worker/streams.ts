/** TensorFlow.js draws from Math.random; one stream for each phase lets a seed vary one source and pin the others. */
import { createRandom, type Random } from '../../../../src/stats/random.ts';
import type { ModuleJob } from './job.ts';

/** Building the model, fitting it (shuffling, dropout), and the rest, which is the same for every seed. */
type Phase = 'init' | 'order' | 'fixed';

export interface Streams {
  during<T>(phase: Phase, work: () => T | Promise<T>): Promise<T>;
  /** Starts again with each call, so that the training subset is always the same. */
  data(): Random;
  /** The `random()` of the context. */
  readonly context: Random;
}

const PINNED = 'pinned';

export function installStreams(job: Pick<ModuleJob, 'seed' | 'seeds' | 'vary'>): Streams {
  const stream = (name: 'init' | 'order' | 'data'): Random =>
    createRandom('run', job.vary.includes(name) ? job.seeds[name] : PINNED, name);
  const streams: Record<Phase, Random> = {
    init: stream('init'),
    order: stream('order'),
    fixed: createRandom('run', PINNED, 'fixed'),
  };
  let current = streams.fixed;
  // A module may keep a reference to Math.random.
  Math.random = () => current();
  return {
    async during(phase, work) {
      const before = current;
      current = streams[phase];
      try {
        return await work();
      } finally {
        current = before;
      }
    },
    data: () => stream('data'),
    context: createRandom('run', job.seed, 'context'),
  };
}
