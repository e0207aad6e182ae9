import { NBSP } from './number.ts';

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** An estimate: steps of 10 s from a minute on, of a minute from ten minutes on. */
export function roughDuration(seconds: number): string {
  const grain = seconds >= 600 ? 60 : seconds >= 60 ? 10 : 1;
  return duration(Math.round(seconds / grain) * grain);
}

/** `2 to 9 min`, `40 s to 3 min`, `up to 7 s`, or one duration if both ends round to the same. */
export function durationSpan({ least, most }: { readonly least: number; readonly most: number }): string {
  const from = coarse(least);
  const to = coarse(most);
  if (from === to) return to;
  if (least < 0.5) return `up to ${to}`;
  const [number, unit] = from.split(NBSP);
  // A duration of two units, such as 1 h 20 min, shares no unit.
  return /^\d+\u00a0\S+$/.test(from) && to.replace(/^\d+/, '') === `${NBSP}${unit}`
    ? `${number} to ${to}`
    : `${from} to ${to}`;
}

function coarse(seconds: number): string {
  if (seconds < 9.5) return `${Math.max(1, Math.ceil(seconds - 0.5))}${NBSP}s`;
  return roughDuration(seconds >= 120 ? Math.round(seconds / 60) * 60 : seconds);
}

/** The two largest units: `8.4 s`, `3 min 20 s`, `1 h 40 min`, `2 d 3 h`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return 'n/a';
  if (seconds < 9.95) return `${seconds.toFixed(1)}${NBSP}s`;
  const at = UNITS.findIndex(([, size]) => Math.round(seconds) >= size);
  const [unit, size] = UNITS[at] ?? UNITS[3];
  const next = UNITS[at + 1];
  if (next === undefined) return `${Math.round(seconds)}${NBSP}s`;
  // Rounds to the smaller unit first, so that 119.6 s is 2 min and not 1 min 60 s.
  const rounded = Math.round(seconds / next[1]) * next[1];
  const whole = Math.floor(rounded / size);
  const rest = Math.round((rounded - whole * size) / next[1]);
  return rest === 0 ? `${whole}${NBSP}${unit}` : `${whole}${NBSP}${unit} ${rest}${NBSP}${next[0]}`;
}
