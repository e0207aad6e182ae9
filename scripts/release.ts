/**
 * Describes this checkout's release, refuses an unfit one, and pushes its tags; release.yml does the rest.
 *
 *   npm run release -- --dry-run                  describes it and changes nothing
 *   npm run release -- --dry-run --sources-only   checks changelog and dist alone, from any branch, clone or work tree
 */
import { parseArgs } from 'node:util';
import { setOutput } from '@actions/core';
import { planRelease } from './release/plan-release.ts';
import { pushTags } from './release/push-tags.ts';

const { values } = parseArgs({
  options: {
    'dry-run': { type: 'boolean', default: false },
    'sources-only': { type: 'boolean', default: false },
    branch: { type: 'string', default: 'main' },
    remote: { type: 'string', default: 'origin' },
  },
});
const isDry = values['dry-run'];
const sourcesOnly = values['sources-only'];
if (sourcesOnly && !isDry) throw new Error('--sources-only looks at too little for a release: add --dry-run');

const root = process.cwd();
const { remote, branch } = values;
const repository = process.env.GITHUB_REPOSITORY;
const release = await planRelease({
  root,
  remote,
  branch,
  repository,
  sourcesOnly,
  build: ['npm', 'run', '--silent', 'build'],
});
const { tag, commit, notes, tags, isPrerelease, refusals } = release;
console.log(`${tag}${isPrerelease ? ', a prerelease' : ''}, of ${commit}`);
for (const [name, before] of tags)
  console.log(`tag ${name}: ${before === null ? 'new' : `moves from ${before}`}`);
console.log(`\n${notes}`);
for (const refusal of refusals) console.error(`refused: ${refusal}`);
if (refusals.length > 0) process.exitCode = 1;
else if (isDry) console.log('Nothing was done: a dry run.');
else await pushTags(root, remote, release);

if (process.env.GITHUB_OUTPUT !== undefined) {
  setOutput('tag', tag);
  setOutput('notes', notes);
  setOutput('prerelease', isPrerelease);
}
