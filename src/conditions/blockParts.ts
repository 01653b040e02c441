import type { Block } from '../blocks/model.ts';
import { environmentComments } from '../procedures/environmentComments.ts';
import { degreesApart } from '../procedures/opposedWords.ts';
import { bareMeans, meansComments } from '../procedures/meansComments.ts';
import { exclusiveConditions } from '../procedures/exclusive.ts';
import { commentsIn, trailingComments, waysInText } from '../text/otherNames.ts';
import type { Caveat, Section } from '../runbook/model.ts';
import { takenBack } from '../procedures/opposedLabels.ts';
import { areOpposedVerbs, eitherVerbs, offersOpposed } from './eitherVerb.ts';
import { menuOf } from './menus.ts';
import type { Lead } from './leads.ts';

/**
 * Commands of one block of which one is meant, as its comments say ("# or via service", "# if xfs", "# if ext4"), or what
 * stands above it: "Freeze or resume:".
 */
export function waysInBlocks(
  blocks: readonly Block[],
  leads: readonly Lead[] = [],
  sections: readonly Section[] = [],
): readonly Caveat[] {
  const above = new Map(leads.flatMap(({ below, text }) => below.slice(0, 1).map(({ line }) => [line, text] as const)));
  return blocks.flatMap(({ kind, commands, content, risk, line, endLine }): Caveat[] => {
    if (kind !== 'command' || commands.length < 2) return [];
    const named = waysInText(content);
    const lead = above.get(line) ?? sections.findLast((one) => one.line < line)?.title ?? '';
    const found = [
      named,
      opposedComments(content),
      meansIn(content),
      opposedBehind(content),
      offeredAbove(lead, content, commands),
      risk === 'reads' ? [] : degreesIn(content),
      risk === 'reads' ? [] : environmentsIn(content),
      risk === 'reads' || DECIDES.test(content) ? [] : bareMeans(content),
      menuIn(content, commands),
    ];
    const [text, ...others] = found.find((ways) => ways.length > 1) ?? [];
    return text === undefined ? [] : [{ kind: 'alternative', line, endLine, text, others }];
  });
}

/** `a  # enable tracking`, `b  # disable tracking`: each of the two commands with what it is for behind it. */
function opposedBehind(content: string): readonly string[] {
  if (!content.includes('#') || DECIDES.test(content)) return [];
  const comments = trailingComments(content);
  const labels = comments.map((text) => ({ text }));
  const [group = takenBack(labels)[0] ?? []] = exclusiveConditions(comments);
  return group.map((at) => comments[at]!.slice(0, 80));
}

/** "Run the appropriate command:", "Use one of the following:" */
const OFFERS_ONE =
  /\b(?:run|use|issue|execute|choose|pick|select|enter|type|try)\b[^.:]{0,30}?\b(?:(?:one|any|either|whichever) of (?:the following|these|the (?:\w+ )?commands)|(?:the )?(?:appropriate|relevant|applicable|corresponding|matching|suitable) (?:commands?|one|line|script|recipe|target)|whichever\b|only one\b)/i;

/** "# Graceful restart", "# Force restart"; "# Apply the migrations", "# Roll back the last migration". */
function degreesIn(content: string): readonly string[] {
  if (!content.includes('#') || DECIDES.test(content)) return [];
  const comments = commentsIn(content);
  return degreesApart(comments).map((at) => comments[at]!.slice(0, 80));
}

/** Two commands below a lead that offers two things of which one takes the other back. */
function offeredAbove(lead: string, content: string, commands: readonly string[]): readonly string[] {
  if (DECIDES.test(content)) return [];
  if (OFFERS_ONE.test(lead)) return commands.map((command) => command.slice(0, 80));
  const offered = eitherVerbs(lead) !== undefined || offersOpposed(lead, commands);
  if (!offered || commands.length !== 2) return [];
  return commands.map((command) => command.slice(0, 80));
}

/** "# Staging", "# Production" above commands, or behind them: whoever runs it is in one of the two. */
function environmentsIn(content: string): readonly string[] {
  if (!content.includes('#') || DECIDES.test(content)) return [];
  const groups = [commentsIn(content), trailingComments(content)].map((comments) => {
    const [group = []] = environmentComments(comments);
    return group.map((at) => comments[at]!.slice(0, 80));
  });
  return groups.find((group) => group.length > 1) ?? [];
}

/** "# With Docker", "# With systemd" above commands. */
function meansIn(content: string): readonly string[] {
  if (!content.includes('#') || DECIDES.test(content)) return [];
  const comments = commentsIn(content);
  return meansComments(comments).map((at) => comments[at]!.slice(0, 80));
}

/** Calls of which one takes back the other, right behind each other: `app start`, `app stop`. */
function menuIn(content: string, commands: readonly string[]): readonly string[] {
  return DECIDES.test(content) ? [] : menuOf(commands).map((command) => command.slice(0, 80));
}

/** A script that decides by itself runs as a whole. */
const DECIDES = /^\s*(?:if|case|elif|else|while|until)\b/im;

/** "# If the primary is up", "# Otherwise"; "# With downtime", "# Without downtime". */
function opposedComments(content: string): readonly string[] {
  if (!content.includes('#') || DECIDES.test(content)) return [];
  const comments = commentsIn(content);
  const [group = purposes(comments) ?? sidesSwitchedTo(comments)] = exclusiveConditions(comments);
  return group.map((at) => comments[at]!.slice(0, 80));
}

/** What has an aim is for whoever has it; "# pause it", "# resume it" may be done in turn. */
const AIM = /^to (?:temporarily |manually )?([a-z]+)(?: (?:it|them|this|all))?( .*)?$/i;

/** "# to pause", "# to resume" right behind each other, of the same thing. */
function purposes(comments: readonly string[]): readonly number[] | undefined {
  const read = comments.map((text) => AIM.exec(text.replace(/(?:\s+again)?[\s:.]*$/, '').slice(0, 80)));
  const at = read.findIndex((one, i) => {
    const next = read[i + 1];
    if (!one || !next || !areOpposedVerbs(one[1]!.toLowerCase(), next[1]!.toLowerCase())) return false;
    return one[2] === undefined || next[2] === undefined || one[2] === next[2];
  });
  return at < 0 ? undefined : [at, at + 1];
}

const SWITCHED_TO =
  /^(?:to )?(?:(?:switch|flip|cut ?over|swap|fail ?over|roll|go)(?: (?:back|over))?|(?:route|send|point|direct|shift|move)(?: (?:all |the |live )*\w+){1,2}(?: back)?) to (?:the )?(blue|green)(?: \w+)?[\s:.]*$/i;

/** "# Switch to blue", "# Switch to green": traffic goes to one of the two. */
function sidesSwitchedTo(comments: readonly string[]): readonly number[] {
  const sides = comments.map((text) => SWITCHED_TO.exec(text.slice(0, 80))?.[1]?.toLowerCase());
  const at = sides.findIndex((side, i) => {
    const next = sides[i + 1];
    return side !== undefined && next !== undefined && next !== side;
  });
  return at < 0 ? [] : [at, at + 1];
}
