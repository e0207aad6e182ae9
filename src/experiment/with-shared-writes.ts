import type { CodeChanges } from '../plan/code/prepare-models.ts';
import type { PreparedModel } from '../plan/runs/plan-runs.ts';

/** A file that runs had in common and that was written to is not what the first of them read, though git does not track it. */
export function withSharedWrites(
  { changed, added }: CodeChanges,
  models: readonly PreparedModel[],
  written: ReadonlyMap<string, readonly string[]>,
): CodeChanges {
  const all = models.flatMap(({ name: model, directory, root = directory }) => {
    const known = changed.find((change) => change.model === model);
    const shared = (written.get(root) ?? []).filter((file) => known?.files.includes(file) !== true);
    const files = [...(known?.files ?? []), ...shared];
    return files.length === 0 ? [] : [{ ...known, model, files, ...(shared.length === 0 ? {} : { shared }) }];
  });
  return { changed: all, added };
}
