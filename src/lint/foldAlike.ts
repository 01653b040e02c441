import type { TextEdit } from '../text/edit.ts';
import type { LintMessage, Suggestion } from './model.ts';
import { offeringLater } from './offeringLater.ts';

/**
 * Findings of one file that share a cause become one, at the first of them, which says how many there are. Done last,
 * after comments and baselines have taken out what they accept: accepting one call says nothing about the others.
 */
export function foldAlike(all: readonly LintMessage[]): readonly LintMessage[] {
  const messages = withoutRepeats(all);
  const alike = new Map<string, LintMessage[]>();
  for (const message of messages) {
    if (message.shared === undefined) continue;
    const key = `${message.ruleId}\0${message.shared}`;
    const group = alike.get(key);
    if (group) group.push(message);
    else alike.set(key, [message]);
  }
  const folded = new Map<LintMessage, LintMessage>();
  const left = new Set<LintMessage>();
  for (const [first, ...others] of alike.values()) {
    if (others.length === 0) continue;
    folded.set(first!, foldedInto(first!, others));
    for (const other of others) left.add(other);
  }
  return folded.size === 0
    ? messages
    : messages.flatMap((message) => (left.has(message) ? [] : [folded.get(message) ?? message]));
}

/** What a rule says twice about one line, word for word, it says once. */
function withoutRepeats(messages: readonly LintMessage[]): readonly LintMessage[] {
  const seen = new Set<string>();
  const kept = messages.filter(({ ruleId, message, start, shared }) => {
    if (shared !== undefined) return true;
    const key = `${ruleId}\0${start.line}\0${message}`;
    return !seen.has(key) && seen.add(key);
  });
  return kept.length === messages.length ? messages : kept;
}

function foldedInto(first: LintMessage, others: readonly LintMessage[]): LintMessage {
  const { shared, suggestions, ...rest } = first;
  const how = others.length === 1 ? '1 other' : `${others.length} others`;
  const where = linesOf(others);
  const folded = {
    ...rest,
    message: shared!.replace('{others}', `${how} (${where})`),
    related: [...(first.related ?? []), ...others.map(({ range }) => ({ range, message: 'The same here' }))],
  };
  return offeringLater(folded, () => suggestions.flatMap((one) => suggestionForAll(one, others)));
}

/** Said in the message itself: not every format of reports has a place for related lines. */
function linesOf(others: readonly LintMessage[]): string {
  const lines = [...new Set(others.map(({ start }) => start.line))];
  const shown = lines.slice(0, MAX_LINES).join(', ');
  return `${lines.length === 1 ? 'line' : 'lines'} ${shown}${lines.length > MAX_LINES ? ', ...' : ''}`;
}

const MAX_LINES = 8;

/** The same change at each place; nothing where one of them is not offered it, or two get in each other's way. */
function suggestionForAll(first: Suggestion, others: readonly LintMessage[]): Suggestion[] {
  const same = others.map(({ suggestions }) => suggestions.find(({ title }) => title === first.title));
  if (same.includes(undefined)) return [];
  const edits: TextEdit[] = [];
  const seen = new Set<string>();
  for (const edit of [first, ...(same as Suggestion[])].flatMap((one) => one.edits)) {
    // The import that several of them need is added once.
    const known = `${edit.range.start} ${edit.range.end} ${edit.newText}`;
    if (seen.has(known)) continue;
    seen.add(known);
    edits.push(edit);
  }
  if (anyTouch(edits)) return [];
  return [{ title: `${first.title}, in all ${others.length + 1} places`, edits }];
}

function anyTouch(edits: readonly TextEdit[]): boolean {
  let end = -1;
  for (const { range } of [...edits].sort((a, b) => a.range.start - b.range.start)) {
    if (range.start <= end) return true;
    end = Math.max(end, range.end);
  }
  return false;
}
