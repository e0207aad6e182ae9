/** Checks requests and answers against GitHub's API description. */
import { Ajv, type ValidateFunction } from 'ajv';
import description from './openapi.json' with { type: 'json' };

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseBody: unknown;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: { readonly type: string };
}
interface Content {
  readonly content?: { readonly 'application/json'?: { readonly schema: object } };
}
interface Operation {
  readonly parameters?: ReadonlyArray<Parameter | { readonly $ref: string }>;
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content | { readonly $ref: string }>>;
}

// OpenAPI 3.0 has keywords (nullable, int64) that JSON Schema lacks.
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema(description, 'github');
const compiled = new Map<object, ValidateFunction>();

/** @returns differences from the description */
export function findViolations(exchange: Exchange): string[] {
  const { method, path, query, requestBody, status, responseBody } = exchange;
  const found = findOperation(method, path);
  const place = `${method} ${path}`;
  if (found === null) return [`${place}: GitHub has no such route, or openapi.json was cut without it`];
  const { operation } = found;
  const parameters = (operation.parameters ?? []).map((parameter) => resolve<Parameter>(parameter));
  const known = new Map(
    parameters.filter((item) => item.in === 'query').map((item) => [item.name, item.schema]),
  );
  const ofQuery = Object.entries(query).flatMap(([name, value]) => {
    const schema = known.get(name);
    if (schema === undefined) return [`${place}: unknown query parameter ${name}`];
    return schema.type === 'integer' && !/^\d+$/.test(value)
      ? [`${place}: ${name}=${value} is no integer`]
      : [];
  });
  const response = operation.responses[String(status)];
  const ofResponse =
    response === undefined
      ? // Refusals and outages are described once for the whole API, not on each route.
        [401, 403, 404, 422, 429].includes(status) || status >= 500
        ? []
        : [`${place}: answers no ${status}`]
      : check(`${place} ${status}`, resolve<Content>(response), responseBody);
  const ofRequest =
    operation.requestBody === undefined ? [] : check(`${place} body`, operation.requestBody, requestBody);
  return [...ofQuery, ...ofRequest, ...ofResponse];
}

function findOperation(method: string, path: string): { operation: Operation } | null {
  for (const [template, methods] of Object.entries(description.paths)) {
    const pattern = new RegExp(`^${template.replaceAll(/\{[a-z_]+\}/g, '[^/]+')}$`);
    const operation = Object.entries(methods).find(([name]) => name === method.toLowerCase())?.[1];
    if (pattern.test(path) && operation !== undefined) return { operation: operation as Operation };
  }
  return null;
}

function check(place: string, { content }: Content, value: unknown): string[] {
  const schema = content?.['application/json']?.schema;
  if (schema === undefined) return [];
  let validate = compiled.get(schema);
  if (validate === undefined) {
    validate = ajv.compile(withAbsoluteReferences(schema));
    compiled.set(schema, validate);
  }
  validate(value);
  return (validate.errors ?? []).map((error) => `${place}${error.instancePath}: ${error.message}`);
}

/** A route's schema is compiled alone, but refers to components of the description. */
function withAbsoluteReferences(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"github#/components')) as object;
}

function resolve<Target extends object>(value: Target | { readonly $ref: string }): Target {
  if (!('$ref' in value)) return value;
  const [kind, name] = value.$ref.replace('#/components/', '').split('/');
  const components: Readonly<Record<string, Readonly<Record<string, unknown>>>> = description.components;
  const target = components[kind ?? '']?.[name ?? ''];
  if (target === undefined) throw new Error(`openapi.json lacks ${value.$ref}`);
  return target as Target;
}
