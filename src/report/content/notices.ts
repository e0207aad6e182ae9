import type { Block } from '../document.ts';
import { prose, say } from '../phrase.ts';
import type { View } from '../view.ts';
import { measuredOn } from './measured-on.ts';

const MAX_NOTICES = 5;

export function notices(view: View): readonly Block[] {
  const onTraining = measuredOn(view, 'train');
  const told = view.result.provenance.notices.slice(0, MAX_NOTICES).map((notice) => say`${prose(notice)}`);
  return [...(onTraining.length === 0 ? [] : [onTraining]), ...told].map((content) => ({
    kind: 'note',
    content,
  }));
}
