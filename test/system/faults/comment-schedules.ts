/** Schedules of faults for the writers of one comment, drawn from a seed. */
import type { Effect, LoopbackGitHub } from '../../support/loopback-github/index.ts';

const SECONDARY = 'You have exceeded a secondary rate limit.';
const LIST = /\/issues\/7\/comments$/;
const ONE = /\/issues\/comments\/\d+$/;

const limited = (status: number, seconds: number): Effect => ({
  status,
  body: { message: SECONDARY },
  headers: { 'retry-after': String(seconds) },
});
const badGateway: Effect = { status: 502, body: { message: 'Bad Gateway' } };

const FAULTS: ReadonlyArray<readonly [string, Effect, number]> = [
  ['429, 2 s', limited(429, 2), 1],
  ['429, 9 s', limited(429, 9), 1],
  ['429, 30 s', limited(429, 30), 1],
  ['403, 9 s', limited(403, 9), 1],
  ['502 once', badGateway, 1],
  ['502 three times', badGateway, 3],
  ['502 for long', badGateway, 9],
  ['hangs', 'hang', 1],
  ['lost', 'lost', 1],
  ['lost twice', 'lost', 2],
  ['reset', 'reset', 1],
  ['2 s late', { afterMs: 2000 }, 1],
  ['8 s late', { afterMs: 8000 }, 1],
  ['14 s late', { afterMs: 14_000 }, 1],
];

const REQUESTS = [
  ['POST', LIST],
  ['PATCH', ONE],
  ['GET', LIST],
  ['GET', ONE],
] as const;

export interface Schedule {
  readonly name: string;
  readonly hasOld: boolean;
  /** How long the training goes on; 0 ends while the first write is under way. */
  readonly trainingMs: number;
  prepare(github: LoopbackGitHub): void;
}

const DELAYS: ReadonlyArray<readonly [string, Effect, number]> = [
  ['429, 30 s', limited(429, 30), 1],
  ['403, 30 s', limited(403, 30), 1],
  ['502 three times', badGateway, 3],
  ['lost', 'lost', 1],
  ['8 s late', { afterMs: 8000 }, 1],
];

/** A check that takes long leaves time for older writes after the verdict is in the comment. */
const SLOW_CHECK = { method: 'POST', path: /\/check-runs$/, effect: 'hang', times: 3 } as const;

/** The first write, which shows the progress, is answered later than the verdict is written. */
export const DELAYED: readonly Schedule[] = DELAYS.flatMap(([name, effect, times]) => [
  {
    name: `${name} on the first change`,
    hasOld: true,
    trainingMs: 500,
    prepare(github) {
      github.fail(SLOW_CHECK);
      github.fail({ method: 'PATCH', path: ONE, effect, times });
    },
  },
  {
    name: `${name} on the first creation`,
    hasOld: false,
    trainingMs: 500,
    prepare(github) {
      github.fail(SLOW_CHECK);
      github.fail({ method: 'POST', path: LIST, effect, times });
    },
  },
]);

/** @param random from 0 up to 1 */
export function drawSchedule(random: () => number): Schedule {
  const oneOf = <Value>(values: readonly Value[]): Value => {
    const value = values[Math.floor(random() * values.length)];
    if (value === undefined) throw new Error('unreachable');
    return value;
  };
  const faults = Array.from({ length: oneOf([1, 1, 2, 3]) }, () => {
    const [name, effect, times] = oneOf(FAULTS);
    // Writes are what races; a read is hit now and then.
    const [method, path] = REQUESTS[Math.floor(random() ** 2 * REQUESTS.length)] ?? REQUESTS[0];
    return { name, method, path, effect, times, after: oneOf([0, 0, 0, 1, 2]) };
  });
  const hasOld = oneOf([true, false]);
  const trainingMs = oneOf([0, 500, 3000, 21_000, 30_000]);
  const lagMs = oneOf([0, 0, 5000, 3_600_000]);
  const shown = faults.map(
    ({ name, method, path, after }) =>
      `${name} on ${method} ${path === LIST ? 'comments' : 'comment'}, after ${after}`,
  );
  return {
    name: `${shown.join('; ')}; ${hasOld ? 'old verdict' : 'no comment'}; ${trainingMs} ms; lag ${lagMs} ms`,
    hasOld,
    trainingMs,
    prepare(github) {
      if (lagMs > 0) github.lagLists(lagMs);
      for (const { method, path, effect, times, after } of faults)
        github.fail({ method, path, effect, times, after });
    },
  };
}
