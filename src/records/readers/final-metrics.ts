/** Metrics of the whole run, flat (`val_loss`) or by split (`"validation": {"loss": …}`), as several tools write them. */
import { isObject } from '../json.ts';
import type { Split } from '../record.ts';
import type { Findings } from './findings.ts';
import { parseFlatName, splitFlatName, splitOfWord } from './flat-names.ts';

/** Where a run was when it wrote them: DVCLive and Hugging Face put it beside the metrics. */
export const COUNTERS: ReadonlySet<string> = new Set(['step', 'epoch']);

export function addFinalMetrics(
  values: Readonly<Record<string, unknown>>,
  file: string,
  findings: Findings,
  fallback: Split = 'test',
): void {
  for (const [key, value] of Object.entries(values)) addFinalMetric(key, value, file, findings, fallback);
}

/** @param fallback the split of a name that states none */
export function addFinalMetric(
  key: string,
  value: unknown,
  file: string,
  findings: Findings,
  fallback: Split,
): void {
  if (COUNTERS.has(key) && !findings.declared.has(key)) return;
  const place = { file, line: null };
  const split = splitOfWord(key);
  if (split !== null && isObject(value)) {
    for (const [name, inner] of Object.entries(value)) {
      findings.add(findings.metrics[split], name, inner, `${key}.${name}`, place);
    }
    return;
  }
  // {"accuracy": {"train": 0.97, "test": 0.92}}, as DVC's own examples have it.
  if (
    isObject(value) &&
    Object.keys(value).length > 0 &&
    Object.keys(value).every((word) => splitOfWord(word) !== null)
  ) {
    for (const [word, inner] of Object.entries(value)) {
      const own = splitOfWord(word) as Split;
      findings.add(findings.metrics[own], parseFlatName(key).name, inner, `${key}.${word}`, place);
    }
    return;
  }
  const target = splitFlatName(key, fallback, findings.declared);
  findings.add(findings.metrics[target.split], target.name, value, key, place);
}
