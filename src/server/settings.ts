import type { ServerSettings } from '../protocol/server.ts';

type LintSettings = NonNullable<ServerSettings['lint']>;

const presets: readonly unknown[] = ['recommended', 'strict', 'all'];

/**
 * What a client says of settings, in `initializationOptions`, pushed, or as an answer to `workspace/configuration`:
 * `{ lint }`, or the same under `breakwater`. What is not well formed counts as not said.
 */
export function readSettings(data: unknown): ServerSettings {
  const whole = objectOf(objectOf(data)['breakwater'] ?? data);
  return { lint: readLintSettings(whole['lint']) };
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
