import type { ServerSettings } from '../protocol/server.ts';

type LintSettings = NonNullable<ServerSettings['lint']>;

const presets: readonly unknown[] = ['recommended', 'strict', 'all'];

/**
 * The settings in `initializationOptions`, pushed, or in an answer to `workspace/configuration`: `{ lint }`, or the same
 * under `breakwater`, or with flat keys such as `breakwater.lint.enable`. What is not well formed is left out.
 */
export function readSettings(data: unknown): ServerSettings {
  const root = objectOf(data);
  const section = objectOf(root['breakwater'] ?? data);
  const flat = { ...below(root, 'breakwater.lint.'), ...below(section, 'lint.') };
  return { lint: readLintSettings({ ...flat, ...objectOf(root['breakwater.lint']), ...objectOf(section['lint']) }) };
}

/** The members of an object whose keys begin with a prefix, without it. */
function below(data: Readonly<Record<string, unknown>>, prefix: string): Readonly<Record<string, unknown>> {
  const entries = Object.entries(data).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(entries.map(([key, value]) => [key.slice(prefix.length), value]));
}

/** The section `breakwater.lint` alone. */
export function readLintSettings(data: unknown): LintSettings {
  const { enable, preset, run, missingRunbooks } = objectOf(data);
  return {
    ...(typeof enable === 'boolean' ? { enable } : {}),
    ...(presets.includes(preset) ? { preset: preset as LintSettings['preset'] } : {}),
    ...(run === 'open' || run === 'workspace' ? { run } : {}),
    ...(typeof missingRunbooks === 'boolean' ? { missingRunbooks } : {}),
  };
}

function objectOf(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
}
