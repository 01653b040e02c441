/** The plugin as its users' TypeScript sees it: the build copies this file into eslint.d.ts, so it imports nothing. */

/** A rule in ESLint's form; oxlint's JS plugins take the same. */
export interface Rule {
  readonly meta: {
    readonly type: 'problem';
    readonly docs: { readonly description: string; readonly url: string; readonly recommended: boolean };
    readonly fixable?: 'code';
    readonly hasSuggestions?: true;
    readonly schema: { readonly type: 'object' }[];
    readonly defaultOptions: object[];
  };
  create(context: unknown): Record<string, () => void>;
}

/** A flat configuration that turns rules on; it brings the plugin along. */
export interface FlatConfig {
  readonly name: string;
  readonly plugins: Record<string, Plugin>;
  readonly rules: Record<string, 'error' | 'warn' | ['error' | 'warn', object]>;
}

/** The plugin, for `plugins: { breakwater }`, with a flat configuration for each preset. */
export interface Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: Record<string, Rule>;
  readonly configs: {
    readonly recommended: FlatConfig;
    readonly strict: FlatConfig;
    readonly all: FlatConfig;
  };
}
