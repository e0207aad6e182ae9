/** `0.5%` is 0.005. */
export function percentOf(text: unknown): number | null {
  const percent =
    typeof text === 'string' ? /^\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*%\s*$/.exec(text)?.[1] : undefined;
  return percent === undefined ? null : Number((Number(percent) / 100).toPrecision(12));
}
