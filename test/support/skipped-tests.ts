/**
 * Says in one line at the end which tests were skipped, and what they need. A test that can be skipped names its need:
 * `(needs Chromium)`. In CI, `findTool` and `pythonWith` fail where `.ci/run` should have installed it.
 */
import type { Reporter, TestCase } from 'vitest/node';

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
  }
}
