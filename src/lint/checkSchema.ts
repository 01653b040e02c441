/** The part of JSON schema that our configuration is described with. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** Only `false`: a name that `properties` does not have is an error. */
  readonly additionalProperties?: boolean;
  /** Of all elements, or of each by its index. */
  readonly items?: Schema | readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
}

/** What is wrong at a place. */
export interface SchemaError {
  readonly kind: 'unknown' | 'missing' | 'choice' | 'value';
  /** Names and indexes that lead to the value, without an unknown or missing name. */
  readonly path: readonly string[];
  readonly value: unknown;
  /** The name that is unknown or missing. */
  readonly name?: string;
  /** What there is to choose from: names, or values. */
  readonly known?: readonly string[];
  /** `must be integer`. */
  readonly message?: string;
}

/**
 * Checks data against a schema, without making code of it as validators usually do. Keywords count for the types that
 * they are about, as in JSON schema; those that `Schema` does not have are not looked at.
 */
export function checkSchema(schema: Schema, value: unknown, path: readonly string[] = []): readonly SchemaError[] {
  if (schema.type !== undefined && !isOfType(value, schema.type))
    return [{ kind: 'value', path, value, message: `must be ${schema.type}` }];
  const errors: SchemaError[] = [];
  if (schema.enum && !schema.enum.includes(value))
    errors.push({ kind: 'choice', path, value, known: schema.enum.map(String) });
  const message = limitsOf(schema, value);
  if (message !== undefined) errors.push({ kind: 'value', path, value, message });
  if (Array.isArray(value)) errors.push(...elementErrors(schema, value, path));
  else if (isObject(value)) errors.push(...memberErrors(schema, value, path));
  if (schema.if) {
    const branch = checkSchema(schema.if, value).length === 0 ? schema.then : schema.else;
    if (branch) errors.push(...checkSchema(branch, value, path));
  }
  return errors;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function limitsOf(
  { minimum, maximum, minLength, pattern, minItems, maxItems }: Schema,
  value: unknown,
): string | undefined {
  if (typeof value === 'number' && minimum !== undefined && value < minimum) return `must be >= ${minimum}`;
  if (typeof value === 'number' && maximum !== undefined && value > maximum) return `must be <= ${maximum}`;
  if (typeof value === 'string' && value.length < (minLength ?? 0)) return 'must not be empty';
  if (typeof value === 'string' && pattern !== undefined && !new RegExp(pattern, 'u').test(value))
    return `must match ${pattern}`;
  if (!Array.isArray(value)) return undefined;
  if (value.length < (minItems ?? 0)) return `must have at least ${minItems}`;
  return value.length > (maxItems ?? Infinity) ? `must have at most ${maxItems}` : undefined;
}

function elementErrors({ items }: Schema, value: readonly unknown[], path: readonly string[]): SchemaError[] {
  if (items === undefined) return [];
  const schemas = items as Schema & readonly Schema[];
  return value.flatMap((element, index) => {
    const schema = Array.isArray(items) ? schemas[index] : schemas;
    return schema ? checkSchema(schema, element, [...path, String(index)]) : [];
  });
}

function memberErrors(
  { properties = {}, required = [], additionalProperties }: Schema,
  value: Readonly<Record<string, unknown>>,
  path: readonly string[],
): SchemaError[] {
  const missing = required.filter((name) => !Object.hasOwn(value, name));
  return [
    ...missing.map((name): SchemaError => ({ kind: 'missing', path, value, name })),
    ...Object.entries(value).flatMap(([name, member]): readonly SchemaError[] => {
      if (Object.hasOwn(properties, name)) return checkSchema(properties[name]!, member, [...path, name]);
      const known = Object.keys(properties);
      return additionalProperties === false ? [{ kind: 'unknown', path, value, name, known }] : [];
    }),
  ];
}
