/**
 * Cuts what the tests need out of GitHub's own API description, npm's @octokit/openapi (MIT, 13 MB): the routes of the loopback
 * GitHub, every field that a request may have, and the fields of an answer that Conclusive reads.
 *
 *   npm install --no-save --prefix SOME_FOLDER @octokit/openapi@23.0.2
 *   node test/support/loopback-github/slice-openapi.js SOME_FOLDER/node_modules/@octokit/openapi/generated/api.github.com.json
 *   npx biome format --write test/support/loopback-github/openapi.json
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
/** Statuses that the loopback answers with. */
const STATUSES = new Set(['200', '201', '204', '302', '403', '404', '422']);
/** Fields of answers that Conclusive reads (src/github/request/answers.ts, src/github/event/payload.ts). */
const READ = new Set(
  'id number login type name label labels body html_url user actor event head base sha ref repo default_branch permission content check_runs external_id artifacts expired message'.split(
    ' ',
  ),
);
/** Events that the loopback lists. */
const EVENTS = new Set(['labeled-issue-event', 'unlabeled-issue-event']);
/** Parts that no validator reads, next to all that begin with "x-". */
const IGNORED = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'tags',
  'operationId',
  'headers',
  'format',
  'title',
]);

const source = process.argv[2];
if (source === undefined) throw new Error('usage: slice-openapi.js PATH_OF_api.github.com.json');
const whole = JSON.parse(readFileSync(source, 'utf8'));
const { title, version } = whole.info;
const slice = { openapi: whole.openapi, info: { title, version }, paths: {}, components: {} };

for (const [path, methods] of Object.entries(ROUTES)) {
  const operations = methods.map((method) => [method, copyOperation(whole.paths[path][method])]);
  slice.paths[path] = Object.fromEntries(operations);
}
writeFileSync(new URL('openapi.json', import.meta.url), `${JSON.stringify(slice)}\n`);

function copyOperation({ parameters, requestBody, responses }) {
  const answered = Object.entries(responses).filter(([status]) => STATUSES.has(status));
  return copy({
    parameters,
    requestBody,
    responses: Object.fromEntries(answered.map(([status, response]) => [status, answerOf(response)])),
  });
}

/** Keeps the fields that are read, at any depth. */
function answerOf(schema) {
  if (Array.isArray(schema)) return schema.filter(isListed).map(answerOf);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).map(([key, value]) => {
    if (key === 'required') return [key, value.filter((name) => READ.has(name))];
    if (key !== 'properties') return [key, answerOf(value)];
    const read = Object.entries(value).filter(([name]) => READ.has(name));
    return [key, Object.fromEntries(read.map(([name, property]) => [name, answerOf(property)]))];
  });
  return Object.fromEntries(kept);
}

function isListed({ $ref = '' }) {
  const name = $ref.split('/').at(-1);
  return !name.endsWith('issue-event') || EVENTS.has(name);
}

/** @param named whether the keys of `value` are names of fields, none of which is to be ignored */
function copy(value, named = false) {
  if (Array.isArray(value)) return value.map((item) => copy(item));
  if (typeof value !== 'object' || value === null) return value;
  if (typeof value.$ref === 'string') include(value.$ref);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => named || !(IGNORED.has(key) || key.startsWith('x-')))
      .map(([key, item]) => [key, copy(item, key === 'properties')]),
  );
}

function include(reference) {
  const [kind, name] = reference.replace('#/components/', '').split('/');
  slice.components[kind] ??= {};
  if (name in slice.components[kind]) return;
  slice.components[kind][name] = null;
  const component = whole.components[kind][name];
  slice.components[kind][name] = copy(kind === 'schemas' ? answerOf(component) : component);
}
