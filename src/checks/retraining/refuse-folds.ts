import type { core } from 'zod';
import type { RuledConfig } from '../../config/schema/checks-schema.ts';

export function refuseFolds(
  key: string,
  { vary }: RuledConfig,
  context: Pick<core.$RefinementCtx, 'addIssue'>,
): void {
  if (vary !== 'folds') return;
  context.addIssue({
    code: 'custom',
    path: ['checks', key],
    message: 'compares runs over seeds, so it cannot be used with vary: folds; remove this key',
  });
}
