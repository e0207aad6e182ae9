/** What `npm ci` installs has to run under the oldest Node that `engines` promises. */
import semver from 'semver';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import lock from '../../package-lock.json' with { type: 'json' };

const oldest = semver.minVersion(manifest.engines.node)?.version ?? '';
type Locked = Readonly<Record<string, { readonly engines?: { readonly node?: string } }>>;

/** `NAME needs RANGE` for each that the oldest Node is too old for. */
function tooNew(packages: Locked): string[] {
  return Object.entries(packages).flatMap(([path, { engines }]) => {
    const range = engines?.node ?? '*';
    return semver.satisfies(oldest, range) ? [] : [`${path.replace(/^.*node_modules\//, '')} needs ${range}`];
  });
}

test('no package of the lock file needs a newer Node than engines says', () => {
  expect(oldest).toBe('20.19.0');
  expect(Object.keys(lock.packages).length).toBeGreaterThan(400);
  expect(tooNew(lock.packages as Locked)).toEqual([]);
});
