import { defineCheck } from '../define-check.ts';
import { wholeExperiment } from '../subjects.ts';

/**
 * Arms of an evaluation are compared case by case. That takes the same cases, scorers, judge and sampling settings in both, and
 * answers to most of the cases: errors are no wrong answers.
 */
export const sameCases = defineCheck({
  id: 'same-cases',
  title: 'were all models evaluated alike?',
  isOfEvaluations: true,
  invalidates: true,
  needs: ['caseFault'],
  of: wholeExperiment,
  judge: (_, { caseFault }) =>
    caseFault === null
      ? { status: 'pass', message: 'the same cases, scorers and settings in every repeat' }
      : { status: 'fail', message: caseFault },
});
