import { metricNamed } from '../../stats/metrics/registry.ts';
import { code, type Inline } from '../phrase.ts';

/** A metric within a sentence; one that is not known is a name from outside. */
export function metricName(name: string): Inline {
  return metricNamed(name)?.title ?? code(name);
}

/** The same as the title of a column. */
export function metricTitle(name: string): Inline {
  const title = metricNamed(name)?.title;
  return title === undefined ? code(name) : title.charAt(0).toUpperCase() + title.slice(1);
}
