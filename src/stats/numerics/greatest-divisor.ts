/** Greatest common divisor (Euclid); either may be 0. @example greatestDivisor(12, 18) // 6 */
export function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
