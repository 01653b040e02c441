import {
  announcesOutput,
  asksToAct,
  asksToWrite,
  isEditedAsShown,
  isOutputTitle,
  looksLikeFile,
  showsMade,
  isMessageLead,
  lastSentence,
  leadsIntoContents,
  leadsIntoPath,
  leadsIntoSetting,
  leaningOf,
  type BlockContext,
} from './blockContext.ts';
import {
  isFragment,
  isManifest,
  isScript,
  isText,
  looksCalled,
  looksInvoked,
  looksInvokedFirst,
  looksTyped,
  neverRun,
  structured,
} from './contentShape.ts';
import { isAddressed, isDiagram, isQuery, isSeriesQuery, isUrl, looksMeasured } from '../transcripts/queryShape.ts';
import { isKnownCommand } from '../shell/commandWords.ts';
import { isLabelled } from '../transcripts/fileLines.ts';
import { languageClass, type LanguageClass } from '../shell/language.ts';
import { commandShape, commandWord, isProse, lineShape, type LineShape } from '../transcripts/lineShape.ts';
import type { BlockKind } from './model.ts';
import { isImperative } from './imperative.ts';
import { couldBeTyped } from '../transcripts/promptless.ts';
import { isTableHead, typedShape } from '../transcripts/plainText.ts';
import { splitCommands } from '../shell/shellLexer.ts';
import { isEndedBySemicolon, isFishFile } from '../transcripts/fishFile.ts';
import { isReference, isUnitSettings } from '../transcripts/settingsShape.ts';
import { isSampleRun } from './sampleRun.ts';
import { isStatement } from '../transcripts/statement.ts';

/** How often each shape occurs among the complete commands that the lines would make. */
export interface ShapeCount {
  readonly counts: Readonly<Record<LineShape, number>>;
  readonly total: number;
  readonly first: LineShape;
}

function countShapes(lines: readonly string[], powershell: boolean, cls: LanguageClass): ShapeCount {
  const counts: Record<LineShape, number> = {
    empty: 0,
    comment: 0,
    command: 0,
    assignment: 0,
    output: 0,
    prose: 0,
    unclear: 0,
  };
  let total = 0;
  let first: LineShape = 'empty';
  for (const { first: at, last } of splitCommands(lines, powershell)) {
    const own = cls === 'shell' ? typedShape(lines, at, last, powershell) : commandShape(lines, at, last);
    const shape = isTableHead(lines, at) ? 'output' : own;
    counts[shape]++;
    if (total === 0) first = shape;
    total++;
  }
  return { counts, total, first };
}

/** What a responder would do with a block that has no prompts. */
export function blockKind(
  lines: readonly string[],
  language: string,
  context: BlockContext,
  powershell = false,
): BlockKind {
  const cls = languageClass(language);
  const shapes = countShapes(lines, powershell, cls);
  if (cls === 'other') return 'other';
  if (shapes.total === 0) return cls === 'shell' && shapes.counts.comment > 0 ? 'other' : emptyKind(cls);
  const text = lines.join('\n');
  if (cls === 'query') return startsWithClient(lines) && shapes.first === 'command' ? 'command' : queryKind(context);
  if (cls === 'data') return dataKind(lines, language, text, shapes, context);
  if (cls === 'code')
    return allCommands(shapes) && (startsWithTool(lines) || callsFile(lines)) && !/[;{}]\s*$|=>/.test(text)
      ? 'command'
      : 'config';
  if (isDiagram(text) && !startsWithTool(lines) && !leaningOf(context).output && !isListing(lines, shapes))
    return 'other';
  return proseKind(lines, text, cls, shapes, context);
}

/** A command that is typed, and the tree that it printed below. */
function isListing(lines: readonly string[], shapes: ShapeCount): boolean {
  const first = lines.find((line) => line.trim() !== '') ?? '';
  return shapes.first === 'command' && !/[^\x20-\x7e]|-{2,}>|<-{2,}|\+-/.test(first) && !/\s{2,}\S/.test(first.trim());
}

function emptyKind(cls: LanguageClass): BlockKind {
  return cls === 'data' || cls === 'code' || cls === 'query' ? 'config' : cls === 'output' ? 'output' : 'other';
}

function queryKind(context: BlockContext): BlockKind {
  return /\boutput\b\s*:?\s*$/i.test(context.lead) ? 'output' : 'config';
}

function allCommands({ counts, total }: ShapeCount): boolean {
  return counts.command > 0 && counts.command + counts.assignment === total;
}

function startsWithTool(lines: readonly string[]): boolean {
  const first = lines.find((line) => line.trim() !== '' && !/^\s*#/.test(line)) ?? '';
  return /^(?:kubectl|oc|docker|helm|git|aws|az|gcloud|sudo|curl|npm|yarn|pip3?|terraform|systemctl|ssh|cd|make|brew|apt(?:-get)?|yum|k)\s/.test(
    first.trim(),
  );
}

/** `./rollback.sh --to v1`: a file is called, which no language but a shell's can say. */
function callsFile(lines: readonly string[]): boolean {
  const first = lines.find((line) => line.trim() !== '' && !/^\s*#/.test(line)) ?? '';
  return /^(?:sudo\s+)?(?:\.{1,2}|~)\/[\w./-]*\w(?:\s|$)/.test(first.trim()) || /^sudo\s+\w/.test(first.trim());
}

function startsWithClient(lines: readonly string[]): boolean {
  const first = lines.find((line) => line.trim() !== '' && !/^\s*(?:#|--)/.test(line)) ?? '';
  return (
    isKnownCommand(commandWord(first)) &&
    !isStatement(first) &&
    !/^(?:set|use|exec|type|show|let|where|search|join|sort|count|sum|top|find|test|explain|help|more|time|last|group|update|command|union|print)\b/i.test(
      first.trim(),
    )
  );
}

const fileWords =
  /\b(?:file|format(?:ted|s)?|rules?|syntax|config(?:uration)?|yaml|manifest|spec|polic(?:y|ies)|definition|values|template|snippet|section|settings?|resource|object|schema|body|payload|annotation|label|add|create|paste|replace|edit|change|set|put|update|modify|apply|save)\b/i;

function dataKind(
  lines: readonly string[],
  language: string,
  text: string,
  shapes: ShapeCount,
  context: BlockContext,
): BlockKind {
  if (
    allCommands(shapes) &&
    (startsWithTool(lines) || /^(?:http|conf|config|properties|env|makefile|make)$/.test(language) === false) &&
    startsWithTool(lines)
  ) {
    return 'command';
  }
  if (language === 'http' && /^HTTP\/[\d.]+ \d{3}/.test(text.trim())) return 'output';
  if (language === 'http' && /^(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS) \S/.test(text.trim())) return 'config';
  const leaning = leaningOf(context);
  const afterCommand = context.previous?.kind === 'command';
  if (/^(?:json|json5|jsonc|yaml|yml|xml|http|csv|tsv|config|conf)$/.test(language) && leaning.output) {
    if (isManifest(text) && !/\b(?:outputs?|returns?|response|results?|shows?|see)\b/i.test(context.lead.slice(-160)))
      return 'config';
    if (
      !fileWords.test(context.lead.slice(-160)) ||
      /\b(?:outputs?|returns?|response|result)\b/i.test(context.lead.slice(-120))
    )
      return 'output';
  }
  if (/^ya?ml$/.test(language) && isReported(text, afterCommand && context.previous!.adjacent)) return 'output';
  // Line by line an object: what a program logged.
  if (/^json/.test(language) && lines.length > 1 && lines.every((line) => /^(?:\{".*\}|\s*)$/.test(line)))
    return 'output';
  if (language === 'json' && afterCommand && context.previous!.adjacent && context.lead === '') return 'output';
  if (/^(?:yaml|yml)$/.test(language) && afterCommand && /\boutput\b/i.test(context.lead.slice(-60))) return 'output';
  return text.trim() === '' ? 'other' : 'config';
}

/** A `status` is what a cluster says, never what a person writes: alone, or in what a command has just shown. */
function isReported(text: string, afterCommand: boolean): boolean {
  const keys = [...text.matchAll(/^([A-Za-z]\w*):/gm)].map((match) => match[1]!);
  return keys.includes('status') && (keys.length === 1 || (afterCommand && /^ {2,}\S/m.test(text)));
}

/** The sentence before names a file or its settings, and nothing but a program that it calls tells otherwise. */
function isForSettings(
  lines: readonly string[],
  text: string,
  cls: LanguageClass,
  { counts }: ShapeCount,
  lead: string,
): boolean {
  if (counts.command > 0) return false;
  const named = namesSettings(lead);
  const called = cls === 'shell' && !named && looksInvokedFirst(lines);
  if (leadsIntoSetting(lead, text) && !called) return true;
  return counts.assignment === 0 && named && leadsIntoFile(lead, text);
}

/** `gitlab-psql -qtc "SELECT ...`: whatever the client is called, a statement in quotes is given to it. */
const callsWithStatement =
  /^(?:sudo\s+(?:-\w+\s+(?:[\w-]+\s+)?)*)?[a-z][\w./-]*(?:\s+[^\s"'|;<>]+)*?\s+(?:-[a-zA-Z]*[ceqQ]|--(?:command|execute|query|sql|eval))[ =]?["']\s*(?:SELECT|INSERT|UPDATE|DELETE|ALTER|CREATE|DROP|GRANT|REVOKE|SHOW|SET|VACUUM|WITH)\b/i;

/** What no shell could run, whatever stands around it. */
function kindOfContent(lines: readonly string[], text: string, shapes: ShapeCount): BlockKind | undefined {
  const unrun = neverRun(text);
  if (unrun) return unrun;
  if (callsWithStatement.test(text) && shapes.total === 1) return 'command';
  if ((lines.some(isStatement) || isStatement(lines.join(' '))) && isStatementBlock(lines)) return 'config';
  if (isSeriesQuery(lines)) return 'config';
  return isAddressed(lines) ? 'other' : undefined;
}

/** What lines or the text around them show to be a file, or to be printed. */
function shownKind(rows: readonly string[], cls: LanguageClass, context: BlockContext): BlockKind | undefined {
  if (isReference(rows, lastSentence(context.lead))) return 'other';
  if (isEndedBySemicolon(rows) || (cls !== 'shell' && isFishFile(rows))) return 'config';
  if (isEditedAsShown(context.lead, rows) || looksLikeFile(context.lead)) return 'config';
  // A prompt says that it was typed, whatever made what it calls.
  if (showsMade(context.lead) && !rows.some((row) => /^\s*[$%>]\s/.test(row))) return 'output';
  // Whatever stands below "Example output" was typed by the author.
  return context.lead === '' && isOutputTitle(context.heading) ? 'output' : undefined;
}

function sampleKind(lines: readonly string[], cls: LanguageClass, context: BlockContext): BlockKind | undefined {
  return isSampleRun(lines, cls, context) ? 'output' : undefined;
}

/** The languages that say little: shells, sessions, plain text and none at all. */
function proseKind(
  lines: readonly string[],
  text: string,
  cls: LanguageClass,
  shapes: ShapeCount,
  context: BlockContext,
): BlockKind {
  const { counts, total } = shapes;
  const leaning = leaningOf(context);
  const runs = counts.command + counts.assignment;
  const rows = lines.filter((line) => line.trim() !== '' && !/^\s*#/.test(line));
  const unrun = kindOfContent(lines, text, shapes) ?? shownKind(rows, cls, context) ?? sampleKind(lines, cls, context);
  if (unrun) return unrun;
  if (cls !== 'shell' && isLabelled(rows)) return leaning.output ? 'output' : 'other';
  // A script shown as plain text is a file's content.
  if (isUnitSettings(rows) || (cls === 'output' && isScript(lines) && !leaning.run)) return 'config';
  if (leadsIntoPath(context.lead, text, true)) return 'config';
  if (allCommands(shapes) && counts.command > 0 && startsWithTool(lines)) return 'command';
  if (shapes.first === 'command' && counts.command < total && isTypedFirst(lines)) return 'command';
  if (isScript(lines) && !leaning.run) return 'config';
  if ((leadsIntoContents(context.lead) || leadsIntoPath(context.lead, text, false)) && !startsWithTool(lines))
    return 'config';
  if (!leaning.run && isForSettings(lines, text, cls, shapes, context.lead)) return 'config';
  // A program that nobody knows, with words behind it: rather asked about than taken for prose.
  if (runs === 0 && cls === 'shell' && !leaning.output && counts.output < total && looksCalled(lines)) return 'command';
  if (runs === 0 && cls === 'shell' && !leaning.run && isText(lines)) return leaning.output ? 'output' : 'other';
  // What the tag and the lines say, no sentence about what comes of it takes back.
  if (cls === 'shell' && isClean(lines, shapes) && (allCommands(shapes) || !announcesOutput(context.lead)))
    return leadsIntoFile(context.lead, text) && counts.assignment === total ? 'config' : 'command';
  if (cls !== 'shell' && counts.command === 0 && asksToWrite(context.lead)) return 'config';
  if (runs > 0) {
    const few = runs < total / 2 && shapes.first !== 'command' && shapes.first !== 'assignment';
    if (leaning.output && !leaning.run && (few || cls !== 'shell')) return 'output';
    if (few && cls !== 'shell') return counts.output >= counts.prose ? configOr('output', text, context) : 'other';
    if (counts.command === 0 && shapes.counts.assignment === total && leadsIntoFile(context.lead, text))
      return 'config';
    if (counts.command === 0 && cls !== 'shell')
      return onlyAssignments(text, cls, leaning.run || (leaning.command && startsProgram(text)));
    if (few && counts.output + counts.prose > runs && !leaning.run) return 'output';
    return 'command';
  }
  if (cls === 'session' && !leaning.output && looksInvokedFirst(lines)) return 'command';
  const file = structured(text);
  if (/\b(?:quer(?:y|ies)|promql|metrics?|logql)\b/i.test(context.lead.slice(-160)) && looksMeasured(text))
    return 'config';
  if (leaning.output && !leaning.run) return isMessageLead(context.lead) ? 'other' : 'output';
  if (file && !(cls === 'shell' && leaning.run)) return configOr(file, text, context);
  if (counts.prose >= total / 2) {
    const printed = cls === 'output' && !isMessageLead(context.lead) && leaning.output;
    return cls === 'session' || printed ? 'output' : 'other';
  }
  if (isFragment(text) && !leaning.output && !(context.previous?.kind === 'command' && context.previous.adjacent))
    return 'config';
  if (counts.output > counts.unclear || (counts.output > 0 && cls !== 'shell')) return 'output';
  if (cls === 'shell') return 'command';
  if (cls === 'session')
    return (leaning.run || (leaning.command && !leaning.output)) && looksTyped(lines) ? 'command' : 'output';
  return unclearKind({ lines, text, cls, shapes, context, leaning });
}

interface Unclear {
  readonly lines: readonly string[];
  readonly text: string;
  readonly cls: LanguageClass;
  readonly shapes: ShapeCount;
  readonly context: BlockContext;
  readonly leaning: ReturnType<typeof leaningOf>;
}

/** Of lines that look like nothing in particular. */
function unclearKind({ lines, text, cls, shapes, context, leaning }: Unclear): BlockKind {
  const { total } = shapes;
  if (isUrl(text)) return 'other';
  if (isQuery(text)) return 'config';
  if ((leaning.run || /\bcommands?\b/i.test(context.lead)) && looksTyped(lines)) return 'command';
  if (cls !== 'output' && !leaning.output && !isMessageLead(context.lead) && isInvoked(lines)) return 'command';
  if (cls === 'output') return isMessageLead(context.lead) ? 'other' : 'output';
  // Below "Deploy the service" with nothing said between, a program that nobody knows is what deploys it.
  if (leaning.command && asksToAct(context.lead) && total <= 3 && isClean(lines, shapes)) return 'command';
  const asked = leaning.command || (context.lead === '' && isImperative(context.heading));
  return asked &&
    looksTyped(lines) &&
    total <= 3 &&
    (/\s--?\w/.test(text) || /^\S+ [a-z]+-[a-z-]+(?: \S+)*$/.test(text.trim()))
    ? 'command'
    : /[=:{]/.test(text)
      ? 'config'
      : 'other';
}

function isInvoked(lines: readonly string[]): boolean {
  return lines.every((line) => line.trim() === '' || /^\s*#/.test(line) || looksInvoked(line));
}

/** Every command of it could have been typed. */
function isClean(lines: readonly string[], { counts, total }: ShapeCount): boolean {
  if (counts.command + counts.assignment === total) return total > 0;
  if (counts.output > 0 || counts.prose > 0) return false;
  return lines.every((line) => {
    const text = line.trim();
    const program = text.replace(/^(?:[A-Za-z_]\w*=\S*\s+)+/, '');
    return text === '' || /^#/.test(text) || /^(?:command|assignment)$/.test(lineShape(text)) || couldBeTyped(program);
  });
}

/** `VAR=x tool sub`: a program behind what is set for it alone. */
function startsProgram(text: string): boolean {
  return /^\s*(?:[A-Za-z_]\w*=\S+[ \t]+)+[a-z./][\w./-]*(?:[ \t]|$)/m.test(text);
}

/** A known program with its arguments stands first: what comes below it is what it printed or opened. */
function isTypedFirst(lines: readonly string[]): boolean {
  const first = lines.find((line) => line.trim() !== '' && !/^\s*#/.test(line)) ?? '';
  return startsWithTool([first]) && /^\S+ (?:-|[a-z])/.test(first.trim()) && !isProse(first) && !/[:.]\s*$/.test(first);
}

function onlyAssignments(text: string, cls: LanguageClass, run: boolean): BlockKind {
  if (/^\s*export\s/m.test(text) || /=\$\(/.test(text)) return 'command';
  return run || cls === 'session' ? 'command' : 'config';
}

/** "In `.env.production`, set:": what follows is the file's content, whatever its tag says. */
export function leadsIntoFile(lead: string, text: string): boolean {
  if (/^\s*export\s|\$\(|`/m.test(text)) return false;
  const sentence = lastSentence(lead);
  if (/\b(?:run|execute|enter|type|export|commands?)\b/i.test(sentence)) return false;
  return (
    namesSettings(lead) ||
    /\bfile\b/i.test(sentence) ||
    /^(?:(?:next|then|now|finally)[\w ]{0,12},? )?configure (?!.*\bvariables?\b)/i.test(sentence)
  );
}

/** The last sentence names a file of settings. */
function namesSettings(lead: string): boolean {
  return /(?:^|[\s`'"(/])[\w.-]*\.(?:env(?:\.\w+)?|conf|cfg|ini|properties|toml)(?=$|[\s`'")/,:;.])/i.test(
    lastSentence(lead),
  );
}

function isStatementBlock(lines: readonly string[]): boolean {
  const first = lines.findIndex((line) => line.trim() !== '' && !/^\s*(?:#|--|\/\*)/.test(line));
  const text = lines[first] ?? '';
  const whole = /^\s*(?:select|insert|update|delete|with)\b/i.test(text) && isStatement(lines.slice(first).join(' '));
  return (isStatement(text) || whole) && !isKnownCommandLine(text);
}

function isKnownCommandLine(line: string): boolean {
  return /^(?:set|use|show|update)\s/.test(line.trim()) && !/;\s*$/.test(line);
}

function configOr(kind: BlockKind, text: string, context: BlockContext): BlockKind {
  if (kind === 'config') {
    const leaning = leaningOf(context);
    return leaning.output && !fileWords.test(context.lead.slice(-160)) ? 'output' : 'config';
  }
  return structured(text) ?? kind;
}
