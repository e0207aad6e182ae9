import type { RuledConfig } from '../../config/schema/checks-schema.ts';
import { type Context, reporter } from '../../config/schema/issues.ts';

export function refuseFolds(key: string, { vary }: RuledConfig, context: Context): void {
  if (vary !== 'folds') return;
  const message = 'compares runs over seeds, so it cannot be used with vary: folds; remove this key';
  reporter(context)(['checks', key], message);
}
