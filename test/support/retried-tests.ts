/** Names at the end what passed only when it was run again, so that a test that depends on the machine's load is mended, not forgotten. */
import type { Reporter, TestCase } from 'vitest/node';

export default class RetriedTests implements Reporter {
  readonly #lines: string[] = [];

  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky !== true) return;
    const [error] = test.result().errors ?? [];
    const why = error?.message.split('\n', 1)[0] ?? 'no error was kept';
    this.#lines.push(` RETRIED  ${test.module.relativeModuleId} > ${test.fullName}: ${why}`);
  }

  onTestRunEnd(): void {
    for (const line of this.#lines) console.log(line);
  }
}
