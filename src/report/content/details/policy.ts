/** Changes that a pull request makes to the config that judges it. */
import { type Block, left, small, tableBlock } from '../../document.ts';
import { code, type Phrase, say } from '../../phrase.ts';
import type { View } from '../../view.ts';

const MAX_SHOWN = 10;

export function policyTable({ result: { provenance } }: View): readonly Block[] {
  const { policyChanges: changes = [] } = provenance;
  return [
    ...tableBlock({
      columns: [left(['Proposed change of the config']), left(['Base (applies now)']), left(['Proposed'])],
      rows: changes
        .slice(0, MAX_SHOWN)
        .map(({ key, base, proposed }) => [[code(key)], value(base), value(proposed)]),
    }),
    ...small(changes.length > MAX_SHOWN ? say`More is changed in the file itself.` : []),
  ];
}

function value(text: string | null): Phrase {
  return text === null ? say`not set` : [code(text)];
}
