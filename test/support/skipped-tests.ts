/**
 * Says in one line at the end which tests were skipped, and what they need. A test that can be skipped names its need:
 * `(needs Chromium)`. In CI a need that `.ci/run` installs must be there.
 */
import type { Reporter, TestCase } from 'vitest/node';

/** Needs that no script can install. */
const OF_MACHINE = ['a GPU', 'namespaces', 'root'];

export default class SkippedTests implements Reporter {
  readonly #counts = new Map<string, number>();

  onTestCaseResult(test: TestCase): void {
    if (test.result().state !== 'skipped') return;
    const need = /\(needs ([^)]+)\)/.exec(test.fullName)?.[1] ?? 'another system';
    this.#counts.set(need, (this.#counts.get(need) ?? 0) + 1);
  }

  onTestRunEnd(): void {
    if (this.#counts.size === 0) return;
    const needs = [...this.#counts].map(([need, count]) => `${need} (${count})`);
    console.log(` Skipped tests need: ${needs.join(', ')}`);
    const missing = [...this.#counts.keys()].filter((need) => !OF_MACHINE.includes(need));
    if (process.env.CONCLUSIVE_CI !== 'true' || missing.length === 0) return;
    console.log(` FAIL  .ci/run does not provide: ${missing.join(', ')}`);
    process.exitCode = 1;
  }
}
