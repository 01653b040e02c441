import type { Rule } from '../rules/model.ts';
import { ruleUrl } from '../rules/docs.ts';

const levels = ['off', 'on', 'info', 'warning', 'error'];
const presets = ['recommended', 'strict', 'all'];
const globs = (description: string): object => ({
  type: 'array',
  items: { type: 'string', minLength: 1 },
  description,
});

/** JSON schema of breakwater.config.json, the options of every rule included. */
export function configSchema(rules: readonly Rule[]): object {
  const preset = { enum: presets, description: 'The rules to start from; "recommended" where nothing is said.' };
  const ruleLevels = {
    type: 'object',
    additionalProperties: false,
    description: 'Severity of single rules, alone or with options: "off", or ["warning", { ... }].',
    properties: Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])),
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Breakwater configuration',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string', description: 'Where this schema is.' },
      preset,
      rules: ruleLevels,
      ignores: globs('Files that are not linted.'),
      overrides: list('Settings for some files; later ones win.', ['files'], {
        files: globs('The files that this is for.'),
        ignores: globs('And those of them that it is not for.'),
        preset,
        rules: ruleLevels,
      }),
      suppressions: {
        type: 'object',
        additionalProperties: false,
        description: 'How comments that silence findings are treated.',
        properties: {
          reportUnused: { type: 'boolean', description: 'Report comments that silence nothing. Default: true.' },
          requireReason: { type: 'boolean', description: 'Ask for "-- reason" in each of them. Default: false.' },
        },
      },
      clients: list('Modules that are network clients, with the known library they behave like.', ['module', 'like'], {
        module: { type: 'string', description: 'Specifier as imports write it.' },
        like: { type: 'string', description: 'A library that Breakwater knows, such as "axios".' },
        timeout: { enum: ['bounded', 'none'], description: 'Whether its calls end by themselves.' },
      }),
      wrappers: list('Functions that make a network call, with the protection they give it.', ['module', 'name'], {
        module: { type: 'string', description: 'Specifier as imports write it.' },
        name: { type: 'string', description: 'Exported name.' },
        timeout: { enum: ['bounded', 'none'], description: 'Whether the call ends by itself.' },
        policy: { enum: ['none', 'retry', 'breaker', 'both'], description: 'The policy around the call.' },
      }),
      policies: list('Functions that run what they are given under a policy.', ['module', 'name', 'role'], {
        module: { type: 'string', description: 'Specifier as imports write it.' },
        name: { type: 'string', description: 'Exported name.' },
        role: { enum: ['timeout', 'retry', 'breaker', 'limiter'], description: 'What it does for the call.' },
        argument: { type: 'integer', minimum: 0, description: 'Index of the argument that it runs. Default: 0.' },
      }),
    },
  };
}

function list(description: string, required: readonly string[], properties: object): object {
  return { type: 'array', description, items: { type: 'object', additionalProperties: false, required, properties } };
}

function ruleSchema(rule: Rule): object {
  const level = { enum: levels };
  return {
    description: `${rule.description} (${rule.severity}, ${rule.preset}) - ${ruleUrl(rule.id)}`,
    // Conditions rather than alternatives, so that a wrong option is reported as such.
    if: { type: 'array' },
    then: { type: 'array', minItems: 1, maxItems: 2, items: [level, rule.schema] },
    else: level,
  };
}
