import { writeFileSync } from 'node:fs';
import { usesGpu } from '../backends/node.ts';
import type { Tf } from '../kernels/toolkit.ts';

/** The first steps compile. */
const WARM_UP_MS = 150;
const MEASURED_MS = 400;
const LEAST_STEPS = 2;

type Step = (this: unknown, ...given: unknown[]) => unknown;

/**
 * Times updates of optimisers, and ends the process after a few. A replayed step calls `incrementIterations` alone.
 *
 * @param path gets the milliseconds of a step: CPU time, or wall time on a GPU
 */
export function timeSteps(tf: Tf, path: string): void {
  const now = usesGpu(tf) ? () => performance.now() : cpuMs;
  /** End of each step. */
  const marks: number[] = [];
  let depth = 0;
  const counted = (step: Step): Step =>
    function (...given: unknown[]) {
      depth += 1;
      try {
        return step.apply(this, given);
      } finally {
        depth -= 1;
        // `minimize` calls `applyGradients`.
        if (depth === 0) marks.push(now());
        if (depth === 0 && isEnough(marks)) process.exit();
      }
    };
  const optimizers = [
    ...[tf.SGDOptimizer, tf.MomentumOptimizer, tf.RMSPropOptimizer],
    ...[tf.AdagradOptimizer, tf.AdadeltaOptimizer, tf.AdamOptimizer, tf.AdamaxOptimizer],
  ];
  for (const { prototype } of optimizers) replace(prototype, 'applyGradients', counted);
  for (const name of ['minimize', 'incrementIterations']) replace(tf.Optimizer.prototype, name, counted);
  process.once('exit', () => {
    writeFileSync(path, JSON.stringify({ stepMs: medianStep(marks) }));
  });
}

function replace(prototype: object, name: string, by: (step: Step) => Step): void {
  const methods = prototype as Record<string, Step>;
  const shipped = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (shipped !== undefined) methods[name] = by(shipped);
}

/** Marks after the warm-up. */
function measured(marks: readonly number[]): readonly number[] {
  const warm = marks.findIndex((mark, index) => index > 0 && mark - (marks[0] ?? 0) >= WARM_UP_MS);
  return warm === -1 ? [] : marks.slice(warm);
}

function isEnough(marks: readonly number[]): boolean {
  const warm = measured(marks);
  const [first = 0] = warm;
  return warm.length > LEAST_STEPS && (warm.at(-1) ?? 0) - first >= MEASURED_MS;
}

/** Without a warm-up, all steps but the first count. */
function medianStep(marks: readonly number[]): number | null {
  const warm = measured(marks);
  const used = warm.length > LEAST_STEPS ? warm : marks;
  const steps = used.slice(1).map((mark, index) => mark - (used[index] ?? 0));
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? null;
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
