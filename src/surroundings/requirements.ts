/** What a runbook needs before its first step, as `requires:` of its front matter says. */
export type Requirement =
  | { readonly kind: 'tool'; readonly name: string; readonly operator?: Operator; readonly version?: string }
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'login'; readonly name: string }
  | { readonly kind: 'unclear'; readonly name: string };

type Operator = '>=' | '>' | '=' | '<=' | '<' | '^' | '~';

/** How a requirement was found. `unknown`: it could not be told, or was not asked. */
export interface Checked {
  readonly requirement: Requirement;
  readonly state: 'met' | 'unmet' | 'unknown';
  readonly detail: string;
}

/** `kubectl >= 1.28`, `jq`, `env: NAME`, `$NAME`, `login: aws`. */
export function readRequirement(text: string): Requirement {
  const said = text.trim();
  const env = /^(?:env(?:ironment)?\s*:\s*|\$)([A-Za-z_]\w*)$/i.exec(said)?.[1];
  if (env !== undefined) return { kind: 'env', name: env };
  const login = /^(?:log-?in|auth)\s*:\s*([\w.-]+)$/i.exec(said)?.[1];
  if (login !== undefined) return { kind: 'login', name: login.toLowerCase() };
  const tool =
    /^(?:(?:tool|command)\s*:\s*)?([\w.+-]*[A-Za-z][\w.+-]*)(?:(?:\s*:)?\s*(>=|<=|==?|>|<|\^|~|@)?\s*v?(\d+(?:\.\d+){0,3})\+?)?$/i.exec(
      said,
    );
  if (!tool) return { kind: 'unclear', name: said };
  const [, name = '', operator = '>=', version] = tool;
  if (version === undefined) return { kind: 'tool', name };
  const known = operator === '==' || operator === '@' ? '=' : (operator as Operator);
  return { kind: 'tool', name, operator: known, version };
}

/** Whether a version satisfies a requirement; only as many parts count as the requirement names. */
export function satisfies(found: string, operator: Operator, wanted: string): boolean {
  const parts = wanted.split('.').map(Number);
  const own = found.split('.').map(Number);
  const difference = parts.map((part, i) => (own[i] ?? 0) - part).find((one) => one !== 0) ?? 0;
  switch (operator) {
    case '>=':
      return difference >= 0;
    case '>':
      return difference > 0;
    case '<=':
      return difference <= 0;
    case '<':
      return difference < 0;
    case '=':
      return difference === 0;
    case '^':
      return difference >= 0 && own[0] === parts[0];
    case '~':
      return difference >= 0 && own[0] === parts[0] && (parts.length < 2 || own[1] === parts[1]);
  }
}

/** A requirement as a person reads it. */
export function requirementText(requirement: Requirement): string {
  if (requirement.kind === 'env') return `$${requirement.name}`;
  if (requirement.kind === 'login') return `login to ${requirement.name}`;
  if (requirement.kind === 'tool' && requirement.version !== undefined)
    return `${requirement.name} ${requirement.operator} ${requirement.version}`;
  return requirement.name;
}

/** The requirements that were not met, as one sentence; undefined where all that could be told are. */
export function unmetSentence(results: readonly Checked[]): string | undefined {
  const unmet = results.filter(({ state }) => state === 'unmet');
  if (unmet.length === 0) return undefined;
  return `Not met: ${unmet.map(({ requirement, detail }) => `${requirementText(requirement)} (${detail})`).join('; ')}.`;
}
