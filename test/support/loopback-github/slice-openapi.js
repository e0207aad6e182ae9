/**
 * Cuts the routes of the loopback GitHub out of GitHub's own API description, npm's @octokit/openapi (MIT), which is
 * too large (13 MB) to install for every test run:
 *
 *   npm install --no-save --prefix SOME_FOLDER @octokit/openapi@23.0.2
 *   node test/support/loopback-github/slice-openapi.js SOME_FOLDER/node_modules/@octokit/openapi/generated/api.github.com.json
 */
import { readFileSync, writeFileSync } from 'node:fs';

const ROUTES = {
  '/repos/{owner}/{repo}/issues/{issue_number}/comments': ['get', 'post'],
  '/repos/{owner}/{repo}/issues/comments/{comment_id}': ['get', 'patch', 'delete'],
  '/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions': ['post'],
  '/repos/{owner}/{repo}/issues/{issue_number}/events': ['get'],
  '/repos/{owner}/{repo}/pulls': ['get'],
  '/repos/{owner}/{repo}/pulls/{pull_number}': ['get'],
  '/repos/{owner}/{repo}/actions/runs/{run_id}/artifacts': ['get'],
  '/repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}': ['get'],
  '/repos/{owner}/{repo}/check-runs': ['post'],
  '/repos/{owner}/{repo}/commits/{ref}/check-runs': ['get'],
  '/user': ['get'],
  '/repos/{owner}/{repo}/statuses/{sha}': ['post'],
  '/repos/{owner}/{repo}/collaborators/{username}/permission': ['get'],
};
/** Prose and samples, which no validator reads. */
const PROSE = new Set(['description', 'summary', 'example', 'examples', 'externalDocs', 'tags', 'x-github']);

const source = process.argv[2];
if (source === undefined) throw new Error('usage: slice-openapi.js PATH_OF_api.github.com.json');
const whole = JSON.parse(readFileSync(source, 'utf8'));
const slice = {
  openapi: whole.openapi,
  info: { title: whole.info.title, version: whole.info.version },
  paths: {},
  components: {},
};

for (const [path, methods] of Object.entries(ROUTES)) {
  slice.paths[path] = Object.fromEntries(methods.map((method) => [method, copy(whole.paths[path][method])]));
}
writeFileSync(new URL('openapi.json', import.meta.url), `${JSON.stringify(slice)}\n`);

/** @param named whether the keys of `value` are names of a user (properties), none of which is prose */
function copy(value, named = false) {
  if (Array.isArray(value)) return value.map((item) => copy(item));
  if (typeof value !== 'object' || value === null) return value;
  if (typeof value.$ref === 'string') include(value.$ref);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => named || !PROSE.has(key))
      .map(([key, item]) => [key, copy(item, key === 'properties')]),
  );
}

function include(reference) {
  const [kind, name] = reference.replace('#/components/', '').split('/');
  slice.components[kind] ??= {};
  if (name in slice.components[kind]) return;
  slice.components[kind][name] = null;
  slice.components[kind][name] = copy(whole.components[kind][name]);
}
