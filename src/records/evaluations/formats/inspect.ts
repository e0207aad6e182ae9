/** What both forms of Inspect's logs hold: a header, and samples with id, epoch, scores and error. */
import { canonicalJson, isObject } from '../../json.ts';
import { UnreadableRunError } from '../../readers/unreadable-run-error.ts';
import { type CaseResult, type Evaluation, LATENCY } from '../evaluation.ts';
import { type Fields, gradeOf, idTextOf, objectOf, statedOf, textOf, traitsOf } from './values.ts';

const SAMPLING = ['temperature', 'top_p', 'top_k', 'seed', 'max_tokens', 'reasoning_effort'] as const;

/** @throws UnreadableRunError for a log that has not ended, or was ended early */
export function evaluationOf(header: unknown, samples: readonly unknown[], file: string): Evaluation {
  const { status, eval: run } = objectOf(header);
  if (status !== 'success' && samples.length === 0)
    throw new UnreadableRunError(`${file}: its status is "${String(status)}", and it has no samples`);
  if (status !== 'success')
    throw new UnreadableRunError(
      `${file}: its status is "${String(status)}", so the evaluation has not finished; finish it with "inspect eval-retry"`,
    );
  return {
    model: null,
    settings: settingsOf(objectOf(run)),
    subject: subjectOf(objectOf(run)),
    results: samples.map((sample) => resultOf(objectOf(sample), file)),
  };
}

function settingsOf(run: Fields): Map<string, string> {
  const dataset = objectOf(run.dataset);
  const config = objectOf(run.config);
  const sampling = objectOf(run.model_generate_config);
  const judges = objectOf(run.model_roles);
  const scorers = Array.isArray(run.scorers) ? run.scorers.map(objectOf) : [];
  const stated: ReadonlyArray<readonly [string, unknown]> = [
    ['task', run.task],
    ['task version', run.task_version],
    ['data set', dataset.name],
    ['epochs reducer', config.epochs_reducer],
    ...scorers.map(({ name, options }) => [`scorer ${name}`, options ?? {}] as const),
    ...Object.entries(judges).map(([role, judge]) => [`model role ${role}`, objectOf(judge).model] as const),
    ...SAMPLING.map((name) => [name, sampling[name]] as const),
  ];
  return new Map(
    stated.flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name, canonicalJson(value)] as const],
    ),
  );
}

function subjectOf(run: Fields): Map<string, string> {
  const { model, model_args, model_base_url, task_args, solver, solver_args } = run;
  return statedOf(
    Object.entries({
      model,
      'arguments of the model': model_args,
      address: model_base_url,
      'arguments of the task': task_args,
      solver,
      'arguments of the solver': solver_args,
    }),
  );
}

function resultOf(sample: Fields, file: string): CaseResult {
  const id = idTextOf(sample.id, file);
  const repeat = Number(sample.epoch ?? 1);
  if (id === null || !Number.isSafeInteger(repeat))
    throw new UnreadableRunError(`${file}: a sample has no id or epoch`);
  const failed = isObject(sample.error) ? sample.error.message : sample.error;
  const error = failed === null || failed === undefined ? null : (textOf(failed) ?? 'no reason given');
  const place = `${file}: sample ${id}, epoch ${repeat}`;
  const scores = error === null ? scoresOf(objectOf(sample.scores), place) : {};
  const latency = Number(sample.working_time);
  const answers = Object.values(objectOf(sample.scores)).map((score) => objectOf(score).answer);
  return {
    id,
    repeat,
    scores: { ...scores, ...(error === null && latency > 0 ? { [LATENCY]: latency * 1000 } : {}) },
    error,
    answer: answers.every((answer) => answer === undefined || answer === null)
      ? null
      : canonicalJson(answers),
    isCached: false,
    ...(sample.target === undefined ? {} : { grading: canonicalJson(sample.target) }),
    show: textOf(sample.input),
    ...traitsOf(objectOf(sample.metadata), place),
  };
}

/** A scorer may give several values, which are metrics as `scorer/value`. */
function scoresOf(scores: Fields, place: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const [scorer, score] of Object.entries(scores)) {
    const { value } = objectOf(score);
    const named = isObject(value)
      ? Object.entries(value).map(([name, one]) => [`${scorer}/${name}`, one] as const)
      : [[scorer, value] as const];
    for (const [name, one] of named) {
      if (one === null || one === undefined) continue;
      const grade = gradeOf(one);
      if (grade === null)
        throw new UnreadableRunError(
          `${place}: ${name} is ${JSON.stringify(one).slice(0, 60)}, which is no grade: C, P, I, N, a number, true or false`,
        );
      found[name] = grade;
    }
  }
  return found;
}
