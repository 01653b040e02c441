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
  const preset = { enum: presets, description: 'Which rules are on. Default: recommended.' };
  const ruleLevels = {
    type: 'object',
    additionalProperties: false,
    description: 'Severity per rule, optionally with options: "off" or ["warning", { ... }].',
    properties: Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])),
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Breakwater configuration',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string', description: 'JSON schema of this file.' },
      preset,
      rules: ruleLevels,
      ignores: globs('Files to skip.'),
      overrides: list('Settings for specific files; later entries win.', ['files'], {
        files: { ...globs('Files these settings apply to.'), minItems: 1 },
        ignores: globs('Files to exclude from them.'),
        preset,
        rules: ruleLevels,
      }),
      suppressions: {
        type: 'object',
        additionalProperties: false,
        description: 'How suppression comments are handled.',
        properties: {
          reportUnused: { type: 'boolean', description: 'Report unused suppression comments. Default: true.' },
          requireReason: { type: 'boolean', description: 'Require a "-- reason" in each of them. Default: false.' },
        },
      },
      clients: list('Modules that are network clients, and the library each one behaves like.', ['module', 'like'], {
        module: { type: 'string', description: 'Module specifier, as written in imports.' },
        like: { type: 'string', description: 'A library Breakwater knows, such as "axios".' },
        timeout: { enum: ['bounded', 'none'], description: 'Whether its calls have a timeout.' },
      }),
      wrappers: list('Functions that make a network call, and how they protect it.', ['module', 'name'], {
        module: { type: 'string', description: 'Module specifier, as written in imports.' },
        name: { type: 'string', description: 'Exported name.' },
        timeout: { enum: ['bounded', 'none'], description: 'Whether the call has a timeout.' },
        policy: { enum: ['none', 'retry', 'breaker', 'both'], description: 'The policy around the call.' },
      }),
      policies: list('Functions that run a callback under a policy.', ['module', 'name', 'role'], {
        module: { type: 'string', description: 'Module specifier, as written in imports.' },
        name: { type: 'string', description: 'Exported name.' },
        role: { enum: ['timeout', 'retry', 'breaker', 'limiter'], description: 'What the policy does.' },
        argument: { type: 'integer', minimum: 0, description: 'Index of the callback argument. Default: 0.' },
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
