import type { Preset, Rule, Severity } from '../rules/model.ts';
import type { ConfigFile, Declared, RuleEntry, RuleLevel, SuppressionSettings } from './configFile.ts';
import { matcher, type Matches } from './globs.ts';
import { rules as allRules } from '../rules/index.ts';

/** What applies to one rule in one file. */
export interface RuleSetting {
  readonly rule: Rule;
  readonly severity: Severity;
  /** The configuration names this severity; a rule's own demotions then do not count. */
  readonly explicit: boolean;
  /** The preset that applies where the rule runs; absent outside of presets, as in ESLint. */
  readonly preset?: Preset;
  readonly options: object;
}

/** A configuration that has been read and checked; made by `makeConfig`. */
export interface Config {
  /** As read: plain data that can be sent to a worker. */
  readonly source: ConfigFile;
  /** Absolute folder that globs are relative to. */
  readonly root: string;
  readonly suppressions: Required<SuppressionSettings>;
  readonly declared: Declared;
  ignores(path: string): boolean;
  /** The rules that are on for a file. */
  settingsFor(path: string): readonly RuleSetting[];
}

const order: readonly Preset[] = ['recommended', 'strict', 'all'];

/** Whether a preset turns a rule on. */
export function inPreset(rule: Rule, preset: Preset): boolean {
  return order.indexOf(rule.preset) <= order.indexOf(preset);
}

/** A configuration over checked data, or over nothing: the recommended preset. */
export function makeConfig(source: ConfigFile = {}, root = '/', rules: readonly Rule[] = allRules): Config {
  const ignored = matcher(source.ignores ?? []);
  const overrides = (source.overrides ?? []).map((override) => ({
    override,
    applies: intersectMatches(matcher(override.files), matcher(override.ignores ?? [])),
  }));
  const cache = new Map<string, readonly RuleSetting[]>();
  const relative = (path: string): string => (path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path);
  return {
    source,
    root,
    suppressions: {
      reportUnused: source.suppressions?.reportUnused ?? true,
      requireReason: source.suppressions?.requireReason ?? false,
    },
    declared: { clients: source.clients ?? [], wrappers: source.wrappers ?? [], policies: source.policies ?? [] },
    ignores: (path) => ignored(relative(path)),
    settingsFor(path) {
      const chosen = overrides.map(({ applies }) => applies(relative(path)));
      const key = chosen.map(Number).join('');
      let settings = cache.get(key);
      if (!settings) {
        const applying = overrides.filter((_, index) => chosen[index]).map(({ override }) => override);
        cache.set(key, (settings = resolve(rules, [source, ...applying])));
      }
      return settings;
    },
  };
}

function intersectMatches(matches: Matches, except: Matches): Matches {
  return (path) => matches(path) && !except(path);
}

interface Layer {
  readonly preset?: Preset;
  readonly rules?: Readonly<Record<string, RuleEntry>>;
}

/** Later layers win; a preset in a layer starts afresh for all rules that the layer does not name. */
function resolve(rules: readonly Rule[], layers: readonly Layer[]): RuleSetting[] {
  const settings: RuleSetting[] = [];
  for (const rule of rules) {
    let level: RuleLevel = inPreset(rule, 'recommended') ? rule.severity : 'off';
    let explicit = false;
    let preset: Preset = 'recommended';
    let usual: object = rule.defaultOptions;
    let given: object = {};
    for (const layer of layers) {
      if (layer.preset) {
        level = inPreset(rule, layer.preset) ? rule.severity : 'off';
        explicit = false;
        preset = layer.preset;
        usual = { ...rule.defaultOptions, ...rule.presetOptions?.[layer.preset] };
      }
      const entry = layer.rules?.[rule.id];
      if (entry === undefined) continue;
      const [named, own] = typeof entry === 'string' ? [entry, undefined] : entry;
      level = named === 'on' ? rule.severity : named;
      explicit = named !== 'on';
      given = { ...given, ...own };
    }
    if (level !== 'off') settings.push({ rule, severity: level, explicit, preset, options: { ...usual, ...given } });
  }
  return settings;
}
