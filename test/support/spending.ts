/**
 * Spending functions: the share of alpha that may be spent by each look.
 *
 * Source: K. K. G. Lan and D. L. DeMets, Biometrika 70 (1983); K. Kim and D. L. DeMets, Biometrika 74 (1987);
 * I. K. Hwang, W. J. Shih and J. S. DeCani, Statistics in Medicine 9 (1990).
 */
import { normalCdf, normalQuantile } from '../../src/stats/distributions/normal.ts';

const shares = (looks: readonly number[], spent: (fraction: number) => number) =>
  looks.map((look) => spent(look / (looks.at(-1) as number)));

export const linear = (looks: readonly number[]) => shares(looks, (fraction) => fraction);

export const pocock = (looks: readonly number[]) =>
  shares(looks, (fraction) => Math.log1p((Math.E - 1) * fraction));

export const kimDeMets = (looks: readonly number[], shape: number) =>
  shares(looks, (fraction) => fraction ** shape);

export const hwangShihDeCani = (looks: readonly number[], shape: number) =>
  shares(looks, (fraction) => Math.expm1(-shape * fraction) / Math.expm1(-shape));

/** @param alpha two-sided */
export const obrienFleming = (looks: readonly number[], alpha: number) =>
  shares(looks, (fraction) => normalCdf(normalQuantile(alpha / 4) / Math.sqrt(fraction)) / (alpha / 4));
