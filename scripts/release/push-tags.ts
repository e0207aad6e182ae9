import { git, type Release } from './plan-release.ts';

/** Pushes all tags or none, and only if their remote targets are as planned. */
export async function pushTags(root: string, remote: string, { commit, tags }: Release): Promise<void> {
  const leases = [...tags].map(([name, before]) => `--force-with-lease=refs/tags/${name}:${before ?? ''}`);
  const updates = [...tags.keys()].map((name) => `${commit}:refs/tags/${name}`);
  await git(root, 'push', '--quiet', '--atomic', ...leases, remote, ...updates);
}
