import type { Preset, Severity } from '../rules/model.ts';

/** `on` is the rule's own severity. */
export type RuleLevel = 'off' | 'on' | Severity;
export type RuleEntry = RuleLevel | readonly [RuleLevel, object];

/** breakwater.config.json. */
export interface ConfigFile {
  readonly $schema?: string;
  readonly preset?: Preset;
  readonly rules?: Readonly<Record<string, RuleEntry>>;
  readonly ignores?: readonly string[];
  readonly overrides?: readonly Override[];
  readonly suppressions?: SuppressionSettings;
  readonly clients?: readonly DeclaredClient[];
  readonly wrappers?: readonly DeclaredWrapper[];
  readonly policies?: readonly DeclaredPolicy[];
}

export interface Override {
  readonly files: readonly string[];
  readonly ignores?: readonly string[];
  readonly preset?: Preset;
  readonly rules?: Readonly<Record<string, RuleEntry>>;
}

export interface SuppressionSettings {
  readonly reportUnused?: boolean;
  readonly requireReason?: boolean;
}

/** What a project says about packages that no knowledge comes with. */
export interface Declared {
  readonly clients: readonly DeclaredClient[];
  readonly wrappers: readonly DeclaredWrapper[];
  readonly policies: readonly DeclaredPolicy[];
}

export interface DeclaredClient {
  readonly module: string;
  readonly like: string;
  readonly timeout?: 'bounded' | 'none';
}

export interface DeclaredWrapper {
  readonly module: string;
  readonly name: string;
  readonly timeout?: 'bounded' | 'none';
  readonly policy?: 'none' | 'retry' | 'breaker' | 'both';
}

export interface DeclaredPolicy {
  readonly module: string;
  readonly name: string;
  readonly role: 'timeout' | 'retry' | 'breaker' | 'limiter';
  readonly argument?: number;
}

/** A configuration that cannot be used; the message is one line for the person who wrote it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** The names and indexes that lead to what is wrong; absent where the text is no JSON, or has no such place. */
  readonly path?: readonly string[];
  /** The last name of the path is wrong, whatever its value is. */
  readonly wrongName: boolean;

  constructor(message: string, path?: readonly string[], wrongName = false) {
    super(message);
    if (path) this.path = path;
    this.wrongName = wrongName;
  }
}
