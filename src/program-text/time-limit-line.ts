/** Finds the line with which a program ends its training by the clock. */
import { readPrograms } from './programs.ts';

const CLOCK = String.raw`(?:time\.(?:time|monotonic|perf_counter)\(\)|perf_counter\(\)|monotonic\(\)|datetime\.(?:now|utcnow)\(\)|Date\.now\(\)|performance\.now\(\))`;
const LIMITS = [
  // A loop that asks the clock.
  new RegExp(`^[ \\t]*(?:while|for)\\b[^\\n#]*${CLOCK}[^\\n]*`, 'm'),
  // A condition that leaves the loop on the same line or the next.
  new RegExp(
    `^[ \\t]*(?:if|elif)\\b[^\\n#]*${CLOCK}[^\\n]*[<>][^\\n]*(?:\\n[ \\t]*)?\\{?[ \\t]*(?:break|return|raise StopIteration)`,
    'm',
  ),
  // A program that starts another one: `timeout 60 python train.py`.
  /^[^\n#]*\btimeout[ \t]+(?:-\S+[ \t]+)*\d+[smhd]?[ \t]+\w[^\n]*/m,
  /^[^\n#]*\b(?:max_time|time_limit|time_budget|max_runtime_secs|max_train_time|max_hours)[ \t]*=[ \t]*[\d.{"'\w][^\n]*/m,
];
const MAX_CHARS = 44;

/** @returns the line, in backticks; null where there is none */
export async function findTimeLimit(argv: readonly string[], directory: string): Promise<string | null> {
  for (const text of [argv.join(' '), ...(await readPrograms(argv, directory))]) {
    for (const pattern of LIMITS) {
      const found = pattern.exec(text)?.[0].split('\n')[0]?.trim();
      if (found !== undefined) return `\`${found.replaceAll('`', "'").slice(0, MAX_CHARS)}\``;
    }
  }
  return null;
}
