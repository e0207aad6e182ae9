/**
 * Where a run's randomness comes from. Everything in TensorFlow.js that is random draws from Math.random, so replacing
 * it pins a run; replacing it by another stream for each phase lets a seed vary one source and pin the others.
 */
import { createRandom, type Random } from '../../../../src/stats/random.ts';
import type { ModuleJob } from './job.ts';

/** `init`: while the model is built. `order`: while it is fitted (shuffling, dropout). `fixed`: all else, the same for every seed. */
type Phase = 'init' | 'order' | 'fixed';

export interface Streams {
  /** Runs `work` with Math.random drawing from the phase's stream. */
  during<T>(phase: Phase, work: () => T | Promise<T>): Promise<T>;
  /** Draws the subset of the training data: each time anew, so that it is the same whenever it is asked for. */
  data(): Random;
  /** The `random()` of the context: always the seed's own. */
  readonly context: Random;
}

/** Takes the seed's place in the labels of a stream that does not vary. */
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
  // A function that looks the stream up at each call, since a module may keep a reference to Math.random.
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
