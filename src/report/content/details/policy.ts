import { type Block, left, small, tableBlock } from '../../document.ts';
import { code, type Inline, say } from '../../phrase.ts';
import type { View } from '../../view.ts';

const MAX_SHOWN = 10;

export function policyTable({ result: { provenance } }: View): readonly Block[] {
  const { policyChanges: changes = [] } = provenance;
  return [
    ...tableBlock(changes.slice(0, MAX_SHOWN), [
      left('Proposed change of the config', ({ key }) => code(key)),
      left('Base (applies now)', ({ base }) => value(base)),
      left('Proposed', ({ proposed }) => value(proposed)),
    ]),
    ...small(changes.length > MAX_SHOWN ? say`More is changed in the file itself.` : []),
  ];
}

function value(text: string | null): Inline {
  return text === null ? 'not set' : code(text);
}
