import { version } from '../../package.json';
import { inPreset } from '../lint/config.ts';
import { rules } from '../rules/index.ts';
import type { Preset, Rule, Severity } from '../rules/model.ts';
import { toEslintRule } from './adapter.ts';
import type { FlatConfig, Plugin } from './plugin.ts';

const configs: Partial<Record<Preset, FlatConfig>> = {};

/** The ESLint plugin: `plugins: { breakwater }`, or one of its flat configurations. */
export const breakwater: Plugin = {
  meta: { name: 'breakwater', version, namespace: 'breakwater' },
  rules: Object.fromEntries(rules.map((rule) => [rule.id, toEslintRule(rule)])),
  configs: configs as Record<Preset, FlatConfig>,
};

// The configurations hold the plugin itself, so they come after it.
for (const preset of ['recommended', 'strict', 'all'] as const) {
  const on = rules.filter((rule) => inPreset(rule, preset));
  configs[preset] = {
    name: `breakwater/${preset}`,
    plugins: { breakwater },
    rules: Object.fromEntries(on.map((rule) => [`breakwater/${rule.id}`, entryOf(rule, preset)])),
  };
}

function entryOf({ severity, presetOptions }: Rule, preset: Preset): FlatConfig['rules'][string] {
  const options = presetOptions?.[preset];
  return options ? [eslintSeverity(severity), options] : eslintSeverity(severity);
}

function eslintSeverity(severity: Severity): 'error' | 'warn' {
  return severity === 'error' ? 'error' : 'warn';
}

// eslint-disable-next-line no-restricted-syntax -- ESLint's users write `import breakwater from 'breakwater/eslint'`
export default breakwater;
