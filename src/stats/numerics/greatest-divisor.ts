/** The greatest number that divides both, which may be 0 (Euclid). @example greatestDivisor(12, 18) // 6 */
export function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
