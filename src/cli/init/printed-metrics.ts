/** Metrics in the lines that a program prints, each with an expression that finds its value again. */
import { knownMetric } from '../../config/known-metrics.ts';
import { TIMES_100, VALUE } from '../../program-text/program-text.ts';
import { parseFlatName } from '../../records/readers/flat-names.ts';
import type { Split } from '../../records/record.ts';

export interface PrintedMetric {
  /** Without its split: `accuracy`. */
  readonly name: string;
  readonly split: Split | null;
  readonly pattern: string;
  /** Printed as 0 to 100, without a percent sign. */
  readonly isPercent: boolean;
}

const LABEL = /([A-Za-z][\w@/.() -]*?)(["']?\s*[:=|]\s*|\s+)$/;
const CELL = /([A-Za-z][\w@/. -]*?)\s*\|\s*$/;
const IN_PERCENT = new RegExp(String.raw`^${TIMES_100}(?!\s?%)`);
/** A whole number: `0.93`, `93 %`, `529/719`. */
const NUMBER = '(-?[0-9.]+(?:[eE][-+]?[0-9]+|/[0-9]+| ?%)?)';

/** @returns in the order of the lines */
export function printedMetrics(lines: readonly string[]): PrintedMetric[] {
  const found = lines.flatMap(metricsIn);
  return found.map((one) => {
    // "accuracy: " is also the end of "train accuracy: ".
    const isPart = found.some(
      ({ pattern }) => pattern !== one.pattern && pattern.endsWith(` +${one.pattern}`),
    );
    return isPart ? { ...one, pattern: `(?:^|[|,;:]) *${one.pattern}` } : one;
  });
}

function metricsIn(template: string): PrintedMetric[] {
  const parts = template.split(VALUE);
  return parts.slice(0, -1).flatMap((part, index) => {
    const line = part.split('\n').at(-1) ?? '';
    const cell = CELL.exec(line)?.[1];
    const own = line.split(/[,;[\]]|\s[-–—|]\s|[()]\s/).at(-1) ?? '';
    const [, label = '', sign = ''] = cell === undefined ? (LABEL.exec(own) ?? []) : ['', cell, '|'];
    const named = nameOf(label.trim());
    if (named === null) return [];
    const { name, split, words } = named;
    const pattern = `${words.map(escaped).join(' +')}${between(sign)}${NUMBER}`;
    const isPercent = IN_PERCENT.test(parts[index + 1] ?? '');
    return [{ name, split, pattern, isPercent }];
  });
}

function between(sign: string): string {
  const mark = sign.replaceAll(/["'\s]/g, '');
  if (mark === '') return ' +';
  return ` *${mark === '|' ? String.raw`\|` : mark} *`;
}

/** The last words of a label that are a known metric: `Final test accuracy` is the accuracy of the test. */
function nameOf(label: string): { name: string; split: Split | null; words: string[] } | null {
  const all = label.split(/\s+/).filter((word) => word !== '');
  for (let count = Math.min(all.length, 4); count > 0; count -= 1) {
    const words = all.slice(-count);
    const { name, split } = parseFlatName(words.join('_').replaceAll(/[()]/g, ''));
    const plain = name.replaceAll(/[^\w@]+/g, '_').toLowerCase();
    const known = plain.replace(/^(?:best|final|overall|last)_/, '');
    if (knownMetric(known) !== null) return { name: known, split, words };
  }
  return null;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
