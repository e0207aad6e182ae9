import { metricNamed } from '../../stats/metrics/registry.ts';
import { code, type Inline } from '../phrase.ts';

/** An unknown metric is an untrusted name. */
export function metricName(name: string): Inline {
  return metricNamed(name)?.title ?? code(name);
}

export function metricTitle(name: string): Inline {
  const title = metricNamed(name)?.title;
  return title === undefined ? code(name) : title.charAt(0).toUpperCase() + title.slice(1);
}
