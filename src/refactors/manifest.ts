import type { Manifest } from './model.ts';

/** The parts of a package.json that say what code may import, and how. */
export interface ManifestJson {
  readonly type?: unknown;
  readonly dependencies?: unknown;
}

/** What a package.json says, where there is one. */
export function manifestOf(json: ManifestJson | undefined): Manifest {
  const { type, dependencies } = json ?? {};
  const entries = typeof dependencies === 'object' && dependencies !== null ? Object.entries(dependencies) : [];
  return {
    module: type === 'module',
    dependencies: Object.fromEntries(entries.map(([name, range]) => [name, String(range)])),
  };
}
