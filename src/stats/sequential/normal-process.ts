/**
 * Distribution of a normal statistic over several looks, by recursive integration.
 *
 * Z_k at information I_k has drift θ √I_k, and Z_k √I_k grows by independent normal steps of variance I_(k+1) − I_k. The
 * density of paths still running is convolved with each step by Gauss–Legendre panels no wider than the step's scale. Error
 * below 1e-10.
 *
 * Source: P. Armitage, C. K. McPherson and B. C. Rowe, J. Royal Statistical Society A 132 (1969); C. Jennison and B. W.
 * Turnbull, Group Sequential Methods (2000), ch. 19.
 */
import { normalCdf } from '../distributions/normal.ts';
import { StatisticsError } from '../error.ts';
import { gaussLegendre } from '../numerics/quadrature.ts';

const RULE = gaussLegendre(16);
/** Standard deviations beyond which paths are ignored: 2e-23. */
const REACH = 10;
const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

/** Paths still running, with their probability mass. */
export interface Running {
  readonly information: number;
  readonly points: Float64Array;
  readonly mass: Float64Array;
}

export function start(): Running {
  return { information: 0, points: Float64Array.of(0), mass: Float64Array.of(1) };
}

/** P(still running and Z > z at `information`). */
export function massAbove(running: Running, information: number, z: number, drift = 0): number {
  const { points, mass, step, shift } = stepTo(running, information, drift);
  let total = 0;
  for (let index = 0; index < points.length; index++) {
    const expected = (points[index] as number) * Math.sqrt(running.information) + shift;
    total += (mass[index] as number) * normalCdf((expected - z * Math.sqrt(information)) / step);
  }
  return total;
}

/** Continues the paths inside (lower, upper) after a look. */
export function advance(
  running: Running,
  information: number,
  lower: number,
  upper: number,
  drift = 0,
): Running {
  const { points, mass, step, shift } = stepTo(running, information, drift);
  const scale = Math.sqrt(information);
  const low = Math.max(lower, drift * scale - REACH);
  const high = Math.min(upper, drift * scale + REACH);
  if (!(high > low)) return { information, points: new Float64Array(0), mass: new Float64Array(0) };
  const panels = Math.max(4, Math.ceil(((high - low) * scale) / (3 * step)));
  const width = (high - low) / panels;
  const nextPoints = new Float64Array(panels * RULE.nodes.length);
  const nextMass = new Float64Array(nextPoints.length);
  for (let target = 0; target < nextPoints.length; target++) {
    const node = target % RULE.nodes.length;
    const centre = low + (Math.floor(target / RULE.nodes.length) + 0.5) * width;
    const z = centre + ((RULE.nodes[node] as number) * width) / 2;
    let density = 0;
    for (let index = 0; index < points.length; index++) {
      const deviation =
        (z * scale - (points[index] as number) * Math.sqrt(running.information) - shift) / step;
      density += (mass[index] as number) * Math.exp(-0.5 * deviation * deviation);
    }
    nextPoints[target] = z;
    nextMass[target] =
      ((density * scale) / (step * SQRT_TWO_PI)) * (RULE.weights[node] as number) * (width / 2);
  }
  return { information, points: nextPoints, mass: nextMass };
}

function stepTo(running: Running, information: number, drift: number) {
  const added = information - running.information;
  if (!(added > 0 && Number.isFinite(added))) {
    throw new StatisticsError(
      `a sequential plan requires information that grows, but ${running.information} is followed by ${information}`,
    );
  }
  return { points: running.points, mass: running.mass, step: Math.sqrt(added), shift: drift * added };
}
