/** The χ² distribution with whole degrees of freedom, whose tail is a finite sum of positive terms. */
import { normalCdf } from './normal.ts';

/** P(χ² > x). */
export function chiSquaredSurvival(x: number, degreesOfFreedom: number): number {
  if (x <= 0) return 1;
  const isOdd = degreesOfFreedom % 2 === 1;
  const half = x / 2;
  let term = isOdd ? Math.sqrt(half / Math.PI) * 2 * Math.exp(-half) : Math.exp(-half);
  let sum = isOdd ? 2 * normalCdf(-Math.sqrt(x)) : term;
  const first = isOdd ? 1.5 : 1;
  if (isOdd && degreesOfFreedom > 1) sum += term;
  for (let step = 0; first + step < degreesOfFreedom / 2; step++) {
    term *= half / (first + step);
    sum += term;
  }
  return Math.min(1, sum);
}
