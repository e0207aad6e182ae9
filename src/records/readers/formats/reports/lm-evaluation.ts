import { isObject } from '../../../json.ts';
import { addFinalMetric } from '../../final-metrics.ts';
import { numberOf } from '../../named/key-path.ts';
import type { RunReader } from '../../run-reader.ts';

/**
 * Names are `task/metric`, and also `metric` if there is one task. `acc,none` becomes acc; other filters stay
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
  read: async ({ json, name: file }, run) => {
    const { results } = json as { results: Readonly<Record<string, unknown>> };
    const tasks = Object.entries(results).filter(([, values]) => isObject(values));
    for (const [task, values] of tasks) {
      for (const [key, value] of Object.entries(values as Record<string, unknown>)) {
        if (/_stderr(,|$)/.test(key) || numberOf(value) === null) continue;
        const metric = key.replace(/,none$/, '');
        // Harnesses use the test split if a task has one.
        const place = { key: `results.${task}.${key}`, file, line: null };
        run.add({ ...place, split: 'test', name: `${task}/${metric}`, at: 'final' }, value);
        if (tasks.length === 1) addFinalMetric(run, file, metric, value);
      }
    }
  },
};
