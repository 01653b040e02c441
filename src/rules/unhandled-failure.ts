import { lineAt } from '../ast/fileText.ts';
import type { FileFacts } from '../facts/model.ts';
import type { LostRejection } from '../facts/rejections.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import type { ParsedFile } from '../ast/types.ts';
import { caughtFailures } from '../catching/failureChanges.ts';
import { places, unanswered, unsettled, waitedFor } from '../catching/lossPlaces.ts';
import { isMigration } from './migration.ts';
import type { Finding } from './model.ts';
import { callName } from './wording.ts';
import { versionFits } from '../knowledge/versions.ts';

export const unhandledFailure = defineRule({
  id: 'unhandled-failure',
  description: 'an unhandled rejection: a dropped promise, or that of an event handler, timer or consumer',
  severity: 'error',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { browser: 'off', cli: 'info' },
  check({ file, facts }) {
    // A listener of the whole process hears of dropped promises, and may end it on purpose; a request or message still
    // gets no answer.
    const heard = facts.survives?.rejections === true || facts.endsOnRejection === true;
    const heardThrown = facts.survives?.exceptions === true || facts.endsOnRejection === true;
    const reported = facts.rejections.filter(
      ({ test, how, boundary, pending, thrown }) =>
        !test &&
        (!(thrown ? heardThrown : heard) || pending === true || (how !== 'floating' && waitedFor.has(boundary))),
    );
    const groups = new Map<string, LostRejection[]>();
    for (const rejection of reported) {
      const key = groupOf(file, rejection);
      const group = groups.get(key);
      if (group) group.push(rejection);
      else groups.set(key, [rejection]);
    }
    return [...groups.values()].map((group) => finding(file, facts, group));
  },
});

/** One `try` around the body of a function covers all of its calls; promises that it drops are one finding as well. */
function groupOf(file: ParsedFile, { how, owner, range }: LostRejection): string {
  if (how === 'callback') return `${how} ${owner}`;
  return isMigration(file) ? `${how} ${range.start}` : `${how} ${owner}`;
}

function finding(file: ParsedFile, facts: FileFacts, group: readonly LostRejection[]): Finding {
  const [first, ...others] = group as [LostRejection, ...LostRejection[]];
  const floats = first.how === 'floating';
  const changes = first.how === 'unsettled' ? [] : caughtFailures(file, floats ? group : [first]);
  return {
    range: first.how === 'unsettled' ? first.range : calleeRange(file, first.range),
    message: message(first, facts, floats ? linesOf(file, others) : ''),
    ...(floats && isMigration(file) ? { shared: inMigration } : {}),
    ...(isHandedOn(first) ? { shared: sharedMessage(first, facts) } : {}),
    ...(group.every(({ onlyWarns }) => onlyWarns) ? { severity: 'warning' as const } : {}),
    suggestions: changes,
    ...(floats && others.length > 0
      ? { related: others.map(({ range }) => ({ range, message: 'Dropped here as well' })) }
      : {}),
  };
}

const MAX_LINES = 8;

/** ` and 2 others (lines 4, 9)`. */
function linesOf(file: ParsedFile, others: readonly LostRejection[]): string {
  if (others.length === 0) return '';
  const lines = [...new Set(others.map(({ range }) => lineAt(file, range.start)))];
  const shown = lines.slice(0, MAX_LINES).join(', ') + (lines.length > MAX_LINES ? ', ...' : '');
  return ` and ${others.length === 1 ? '1 other' : `${others.length} others`} (${lines.length === 1 ? 'line' : 'lines'} ${shown})`;
}

/** What it drops, it drops all over, and one decision changes the file. */
const inMigration =
  'This promise and {others} of the migration are dropped: one that fails passes for done. Await them.';

/** `router.get('/', list)`: the function itself, which may well be given to many. */
function isHandedOn({ how, through, owner, range }: LostRejection): boolean {
  return how === 'callback' && through !== undefined && owner === range.start;
}

/** One function, one mistake, however many routes or listeners it is given to. */
function sharedMessage(rejection: LostRejection, facts: FileFacts): string {
  return `If ${whatOf(rejection)} fails, ${consequenceOf(rejection, facts)}. Catch it in \`${rejection.through}\`, for this place and {others}.`;
}

function message(rejection: LostRejection, facts: FileFacts, others: string): string {
  const { boundary, how, onlyWarns } = rejection;
  if (how === 'unsettled') return unsettled;
  const what = whatOf(rejection);
  if (how === 'floating') {
    const warned = boundary === 'executor' ? 'the promise around it never settles' : 'only a warning is printed';
    const follows = onlyWarns ? warned : crashOf(facts);
    return others === ''
      ? `The promise of ${what} is dropped: if it fails, ${follows}. Await it, or add .catch(…).`
      : `The promises of ${what}${others} are dropped: if one fails, ${follows}. Await them, or add .catch(…).`;
  }
  return `If ${what} fails, ${consequenceOf(rejection, facts)}. Catch it in ${places[boundary]}.`;
}

function whatOf({ through, ...call }: LostRejection): string {
  return through === undefined ? callName(call) : `${callName(call)} in \`${through}\``;
}

function consequenceOf({ boundary, onlyWarns, thrown }: LostRejection, facts: FileFacts): string {
  if (thrown) return `the exception ${facts.environment === 'cli' ? 'ends the command' : 'crashes the process'}`;
  if (facts.survives?.rejections) return unanswered(boundary);
  return onlyWarns ? 'only a warning is printed' : crashOf(facts);
}

function crashOf(facts: FileFacts): string {
  // nodejs.org, "Command-line options": `--unhandled-rejections` is `throw` from Node.js 15 on, and only warned before.
  const older = facts.lowestNode !== undefined && versionFits(facts.lowestNode, '<15') ? ' from Node.js 15 on' : '';
  return `the unhandled rejection ${facts.environment === 'cli' ? 'ends the command' : 'crashes the process'}${older}`;
}
