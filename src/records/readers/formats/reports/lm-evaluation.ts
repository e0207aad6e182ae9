/** lm-evaluation-harness: `results_<time>.json` of `--output_path`. */
import { isObject } from '../../../json.ts';
import { addFinalMetric } from '../../final-metrics.ts';
import { numberOf } from '../../named/key-path.ts';
import type { RunReader } from '../../run-reader.ts';

/**
 * A value is called `task/metric`, and by the metric alone where there is one task. `acc,none` is acc; another filter stays in the name
 * (`exact_match,strict-match`).
 */
export const lmEvaluation: RunReader = {
  format: 'results*.json of lm-evaluation-harness',
  documented: [
    'lm-evaluation-harness | `results_*.json` | | test: `arc_easy/acc`, and `acc` where there is one task; `exact_match,strict-match` with its filter |',
  ],
  accepts: ({ json }) =>
    isObject(json) &&
    isObject(json.results) &&
    ['versions', 'n-shot', 'configs', 'config_general', 'lm_eval_version'].some((key) => key in json),
  read: async ({ json, name: file }, findings) => {
    const { results } = json as { results: Readonly<Record<string, unknown>> };
    const tasks = Object.entries(results).filter(([, values]) => isObject(values));
    for (const [task, values] of tasks) {
      for (const [key, value] of Object.entries(values as Record<string, unknown>)) {
        if (/_stderr(,|$)/.test(key) || numberOf(value) === null) continue;
        const metric = key.replace(/,none$/, '');
        // The split of a task is not told; harnesses evaluate on the test split where a task has one.
        findings.add(findings.metrics.test, `${task}/${metric}`, value, `results.${task}.${key}`, {
          file,
          line: null,
        });
        if (tasks.length === 1) addFinalMetric(metric, value, file, findings, 'test');
      }
    }
  },
};
