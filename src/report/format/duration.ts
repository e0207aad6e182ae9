import { NBSP } from './number.ts';

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** An estimate: no finer than a tenth or so of itself. */
export function roughDuration(seconds: number): string {
  const grain = seconds >= 600 ? 60 : seconds >= 60 ? 10 : 1;
  return duration(Math.round(seconds / grain) * grain);
}

/** The two largest units: `8.4 s`, `3 min 20 s`, `1 h 40 min`, `2 d 3 h`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return 'n/a';
  if (seconds < 9.95) return `${seconds.toFixed(1)}${NBSP}s`;
  const at = UNITS.findIndex(([, size]) => Math.round(seconds) >= size);
  const [unit, size] = UNITS[at] ?? UNITS[3];
  const next = UNITS[at + 1];
  if (next === undefined) return `${Math.round(seconds)}${NBSP}s`;
  // Rounded to the smaller unit first, so that 59.6 s beside a minute does not print as 60 s.
  const rounded = Math.round(seconds / next[1]) * next[1];
  const whole = Math.floor(rounded / size);
  const rest = Math.round((rounded - whole * size) / next[1]);
  return rest === 0 ? `${whole}${NBSP}${unit}` : `${whole}${NBSP}${unit} ${rest}${NBSP}${next[0]}`;
}
