import { internalError, parseError, type LintMessage, type LintResult, type SuppressedMessage } from './model.ts';
import { ConfigError } from './configFile.ts';

/** Findings that were there when the baseline was written, by path relative to the baseline's folder, then by fingerprint. */
export type Baseline = ReadonlyMap<string, ReadonlySet<string>>;

const BASELINE_VERSION = 1;

/**
 * Reads a baseline.
 * @throws ConfigError in one line where it is not one.
 */
export function parseBaseline(text: string, name: string): Baseline {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new ConfigError(`${name} isn't a valid baseline (not JSON). Recreate it with --update-baseline`);
  }
  const { version: found, files } = (data ?? {}) as { version?: unknown; files?: unknown };
  if (found !== BASELINE_VERSION || typeof files !== 'object' || files === null) {
    throw new ConfigError(`${name} isn't a version ${BASELINE_VERSION} baseline. Recreate it with --update-baseline`);
  }
  return new Map(
    Object.entries(files).map(([path, entries]) => {
      if (!Array.isArray(entries)) throw new ConfigError(`${name}: "${path}" must be a list of findings`);
      const ids = (entries as { fingerprint?: unknown }[]).map((entry) => entry?.fingerprint);
      if (!ids.every((id) => typeof id === 'string')) {
        throw new ConfigError(`${name}: a finding of "${path}" has no fingerprint`);
      }
      return [path, new Set(ids)];
    }),
  );
}

/**
 * The text of a baseline that accepts all findings of some results; lines and rules are there for people to read.
 * @param before the text of the baseline that it replaces
 * @param stays whether what that one accepts in a file is kept
 */
export function formatBaseline(
  results: readonly LintResult[],
  relative: (path: string) => string,
  before?: string,
  stays: (path: string) => boolean = () => false,
): string {
  const kept = Object.entries(before === undefined ? {} : filesIn(before)).filter(([path]) => stays(path));
  const files = [
    ...kept,
    ...results.map((result) => [relative(result.path), acceptableMessages(result).map(entry)] as const),
  ]
    .filter(([, entries]) => entries.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ version: BASELINE_VERSION, files: Object.fromEntries(files) }, null, 2)}\n`;
}

/** What an earlier baseline holds; nothing where it is none, since it is replaced. */
function filesIn(text: string): Record<string, readonly object[]> {
  try {
    parseBaseline(text, '');
    return (JSON.parse(text) as { files: Record<string, readonly object[]> }).files;
  } catch {
    return {};
  }
}

function acceptableMessages({ messages, suppressed }: LintResult): LintMessage[] {
  const accepted = suppressed.filter(({ suppressedBy }) => suppressedBy === 'baseline');
  return [...messages, ...accepted]
    .filter(({ ruleId }) => ruleId !== parseError && ruleId !== internalError)
    .sort((a, b) => a.range.start - b.range.start);
}

function entry({ ruleId, fingerprint, start }: LintMessage): object {
  return { rule: ruleId, line: start.line, fingerprint };
}

/** Moves the findings that a baseline accepts to the suppressed ones. */
export function applyBaseline(result: LintResult, accepted: ReadonlySet<string> | undefined): LintResult {
  if (!accepted || accepted.size === 0) return result;
  const messages: LintMessage[] = [];
  const suppressed: SuppressedMessage[] = [...result.suppressed];
  for (const message of result.messages) {
    if (accepted.has(message.fingerprint)) suppressed.push({ ...message, suppressedBy: 'baseline' });
    else messages.push(message);
  }
  return { ...result, messages, suppressed };
}
