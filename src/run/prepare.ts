import type { Runbook } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';
import { worst, type Risk } from '../commands/risk.ts';
import { namedSettings } from '../risk/namedSettings.ts';
import { commandRisk } from '../risk/risk.ts';
import { settingsRisk } from '../risk/settings.ts';
import { programOf } from '../programs/program.ts';
import { findPlaceholders, type PlaceholderOptions, type PlaceholderSpan } from '../blanks/placeholder.ts';
import { elsewhere, type Script } from '../surroundings/elsewhere.ts';
import { concernsOf, noticesOf } from '../surroundings/concerns.ts';
import { optionConcerns } from '../surroundings/optionValues.ts';
import { besideTheOthers, goesOnBeside } from './endless.ts';
import { fill, type Filled, type FilledSpan, type Filling } from '../shell/quote.ts';
import { findOptionalParts, isOptionalPart, LEFT_OUT } from '../shell/optionalPart.ts';
import type { Dialect } from '../shell/quotingContext.ts';

export interface Variable {
  readonly value: string;
  readonly secret: boolean;
}

/** A shell or console that a block before has opened, and that nothing has left yet. */
export interface OpenedShell {
  /** Of the block that opened it. */
  readonly block: string;
  readonly command: string;
  /** The text tells to open it; `command` is its sentence. */
  readonly said?: true;
  /** 1-based; absent where the block is in no step. */
  readonly step?: number;
}

/** Why a block may be meant for another shell. */
export function openerOf({ command, said, step }: OpenedShell): string {
  const where = step === undefined ? '' : ` (step ${step})`;
  return said
    ? `"${command}"${where} says that this may be meant for another shell`
    : `\`${command}\`${where} opened a shell that this may be meant for`;
}

export interface PreparedCommand {
  /** Exactly what the shell gets; secrets stand there as names of environment variables. */
  readonly commands: readonly string[];
  readonly shell: string;
  readonly cwd: string;
  /** The block names its folder; the next one starts where the one before it ended. */
  readonly ownFolder: boolean;
  /** Holds the values of secrets: not to be shown or written. */
  readonly env: Readonly<Record<string, string>>;
  readonly risk: Risk;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly interactive: boolean;
  /** What carries the commands elsewhere: `ssh db-1`. */
  readonly on?: string;
  /** It goes on beside the next ones until it is stopped. */
  readonly background: boolean;
  /** Of the block's commands, those that never end: they run in the background while the ones after them do. */
  readonly beside?: readonly string[];
  /** Sentences that the responder has to agree to before this runs, whatever its risk. */
  readonly concerns: readonly string[];
  /** Sentences to be told before this runs. */
  readonly notices: readonly string[];
  /** A shell elsewhere that the commands may be meant for: they do not run here before the responder has said so. */
  readonly insideOf?: OpenedShell;
}

export interface Refusal {
  readonly refusal: string;
  /** Blanks that are empty. */
  readonly missing: readonly string[];
  /** The runbook itself says that this is not for now (`when`). */
  readonly notNow?: boolean;
}

export type Preparation = PreparedCommand | Refusal;

/** The risk that a block is asked about with: its own, and that of what it runs on, in or with. */
export function askedRisk(runbook: Runbook, block: Block, commands: readonly string[], on: string): Risk {
  return worst([
    block.risk,
    on === '' ? 'reads' : commandRisk(`${on} true`),
    settingsRisk({ shell: shellOf(runbook, block), env: environmentOf(block) }),
    commands.some((command) => namedSettings(command).length > 0) ? 'unknown' : 'reads',
  ]);
}

/**
 * A block with its blanks filled, ready to be sent to its shell; or a sentence why it may not be run, with the names of
 * the blanks that are empty.
 * @param folders where the command before ended, and what a block's own `cwd` is relative to.
 */
export function prepare(
  runbook: Runbook,
  block: Block,
  variables: ReadonlyMap<string, Variable>,
  folders: { readonly cwd: string; readonly home: string },
): Preparation {
  if (block.kind !== 'command' || block.commands.length === 0) {
    return { refusal: 'This block has no commands.', missing: [] };
  }
  if (block.unclosed) return { refusal: NEVER_CLOSED, missing: [] };
  const needed = missingValues(block, variables);
  if (needed) return needed;
  const shell = shellOf(runbook, block);
  const env: Record<string, string> = { ...environmentOf(block) };
  const commands: string[] = [];
  const found = new Set<string>();
  const concerns: string[] = [];
  for (const command of block.commands) {
    const values = fillings(command, block, variables);
    for (const { name } of values) found.add(name);
    concerns.push(...optionConcerns(command, values));
    const filled = fillFor(shell, command, values, commandsOf(runbook));
    if ('refusal' in filled) return { refusal: filled.refusal, missing: [] };
    commands.push(filled.text);
  }
  // Typed by hand in the session that a command opens: shown with its values, not sent.
  for (const line of block.inner ?? []) for (const { name } of fillings(line, block, variables)) found.add(name);
  const on = carrierOf(block, variables, found);
  if (typeof on !== 'string') return on;
  for (const { name, form } of block.placeholders) {
    const { value, secret } = variables.get(name)!;
    if (value.includes('\0')) return { refusal: `The value of \`${name}\` contains a NUL character.`, missing: [] };
    if (secret) env[secretVariable(name)] = value;
    // A `$NAME` that was left where it stands (in a heredoc, in a script of its own) is found there by the shell.
    const variable = form === 'variable' || form === 'braces';
    if (variable && !secret && /^[A-Za-z_]\w*$/.test(name)) env[name] = value;
    else if (!found.has(name)) return { refusal: `Couldn't locate \`${name}\` in this block.`, missing: [] };
  }
  const ordered = besideTheOthers(block, commands, on === '' && dialectOf(shell) === 'posix' && !isProgram(shell));
  if ('refusal' in ordered) return { refusal: ordered.refusal, missing: [] };
  const folder = on === '' ? (block.attributes['cwd'] ?? '') : '';
  const carried = on === '' ? undefined : carriedTo(on, block, variables, { commands, shell, env });
  if (carried && 'refusal' in carried) return { refusal: carried.refusal, missing: [] };
  return {
    commands: carried ? [carried.command] : ordered.commands,
    shell: carried ? 'sh' : shell,
    ...(on === '' ? {} : { on }),
    cwd: folder === '' ? folders.cwd : joinFolder(folders.home, folder),
    ownFolder: folder !== '',
    env,
    risk: askedRisk(runbook, block, commands, on),
    timeout: duration(block.attributes['timeout']),
    interactive: block.interactive,
    background: goesOnBeside(block),
    ...(ordered.beside.length > 0 ? { beside: ordered.beside } : {}),
    concerns: [...concerns, ...concernsOf(runbook, block, { shell, commands, env: environmentOf(block) })],
    notices: noticesOf(commands),
  };
}

/** What stands in such a block may be more, or less, than its author meant. */
export const NEVER_CLOSED = 'Not run: this code block is never closed in the file.';

/** The refusal that names what still has to be filled in; undefined where nothing has. */
function missingValues(block: Block, variables: ReadonlyMap<string, Variable>): Refusal | undefined {
  const missing = [...new Set(block.placeholders.map(({ name }) => name))].filter(
    (name) => (variables.get(name)?.value ?? '') === '',
  );
  if (missing.length === 0) return undefined;
  const names = missing.map((name) => `\`${name}\``).join(', ');
  const optional = block.commands
    .flatMap((command) => findOptionalParts(command))
    .find(({ name }) => missing.includes(name));
  const hint = optional ? ` \`${optional.name}\` is optional: \`${LEFT_OUT}\` leaves it out.` : '';
  return { refusal: `Needs a value: ${names}.${hint}`, missing };
}

/** Where a block says that it runs (`on`), with its blanks filled; what it fills in is added to `found`. */
function carrierOf(block: Block, variables: ReadonlyMap<string, Variable>, found: Set<string>): string | Refusal {
  const on = block.attributes['on']?.trim() ?? '';
  const values = fillings(on, block, variables);
  const hidden = values.find(({ secretIn }) => secretIn !== undefined);
  if (hidden) return { refusal: `\`${hidden.name}\` is a secret, which can't stand in \`on=\`.`, missing: [] };
  for (const { name } of values) found.add(name);
  const filled = fillFor('sh', on, values, []);
  return 'refusal' in filled ? { refusal: `on=: ${filled.refusal}`, missing: [] } : filled.text;
}

/** The command that runs a block's commands where `on` says; or why not. Secrets stay on this machine. */
function carriedTo(
  on: string,
  block: Block,
  variables: ReadonlyMap<string, Variable>,
  script: Omit<Script, 'cwd'>,
): ReturnType<typeof elsewhere> {
  const secret = block.placeholders.find(({ name }) => variables.get(name)?.secret);
  if (secret) return { refusal: `\`${secret.name}\` is a secret, which isn't sent to \`${on}\`.` };
  return elsewhere(on, { ...script, cwd: block.attributes['cwd'] ?? '' });
}

function isProgram(shell: string): boolean {
  return programOf(shell) !== undefined || /^(?:sql|http)$/.test(shell);
}

/** Shell or interpreter that runs a block, as the block and the runbook name it; empty where neither does. */
export function shellOf(runbook: Runbook, block: Block): string {
  return block.attributes['shell'] ?? block.shell ?? runbook.frontMatter.shell ?? '';
}

/** A command with values put in as its shell, or the request or statement that it is, takes them. */
export function fillFor(shell: string, command: string, values: readonly Filling[], others: readonly string[]): Filled {
  return /^(?:sql|http)$/.test(shell)
    ? fillText(command, values, shell)
    : fill(command, values, dialectOf(shell), others);
}

const commandLists = new WeakMap<Runbook, readonly string[]>();

/** All commands of a runbook: each finds the variables that the others set. */
export function commandsOf(runbook: Runbook): readonly string[] {
  const known = commandLists.get(runbook);
  if (known) return known;
  const blocks = [...runbook.steps.flatMap((step) => step.blocks), ...runbook.blocks];
  const commands = blocks
    .filter((block) => block.kind === 'command' && programOf(block.shell ?? '') === undefined)
    .flatMap((block) => block.commands);
  commandLists.set(runbook, commands);
  return commands;
}

/** Into a request or a statement go only values that mean nothing there; secrets of a request are filled in when it is sent. */
function fillText(text: string, values: readonly Filling[], shell: string): Filled {
  let result = '';
  let from = 0;
  const spans: FilledSpan[] = [];
  for (const { start, end, name, value, secretIn } of [...values].sort((a, b) => a.start - b.start)) {
    const safe = shell === 'http' ? /^[\w.:/@%+~,=-]*$/ : /^[\w.:@-]*$/;
    if (secretIn !== undefined && shell !== 'http')
      return { refusal: `\`${name}\` is a secret, which can't be inserted into a statement.` };
    if (secretIn === undefined && !safe.test(value))
      return {
        refusal: `\`${name}\` contains characters that aren't safe in ${shell === 'http' ? 'a request' : 'a statement'}.`,
      };
    const piece = secretIn === undefined ? value : `\${${secretIn}}`;
    result += text.slice(from, start);
    spans.push({ start: result.length, end: result.length + piece.length, name, secret: secretIn !== undefined });
    result += piece;
    from = end;
  }
  return { text: result + text.slice(from), spans };
}

/** The block's blanks in one of its commands that have a value, with it. */
export function fillings(command: string, block: Block, variables: ReadonlyMap<string, Variable>): Filling[] {
  return blanksIn(command, block).flatMap(({ name, start, end }) => {
    const { value, secret } = variables.get(name) ?? { value: '', secret: false };
    if (value === '') return [];
    const optional = isOptionalPart(command.slice(start, end));
    return [{ start, end, name, value, optional, secretIn: secret ? secretVariable(name) : undefined }];
  });
}

/** Where the block's blanks stand in one of its commands. */
export function blanksIn(command: string, block: Block): readonly PlaceholderSpan[] {
  const wanted = new Set(block.placeholders.map(({ name }) => name));
  return findPlaceholders(command, { ...blankOptions(block), told: toldWords(block) }).filter(
    ({ name, form, start, end }) =>
      wanted.has(name) && !(form === 'braces' && /[:#%/?+=]/.test(command.slice(start, end))),
  );
}

function blankOptions({ shell }: Block): PlaceholderOptions {
  return { set: new Set(), shell: programOf(shell ?? '') === undefined };
}

const toldOf = new WeakMap<Block, readonly string[]>();

/** Blanks that only the text around a block tells: "replace RECIPIENT with your address". */
function toldWords(block: Block): readonly string[] {
  const known = toldOf.get(block);
  if (known) return known;
  const words = block.placeholders.filter(({ name, form }) => form === 'literal' && /^[A-Za-z][\w.-]*$/.test(name));
  const typed = words.length === 0 ? [] : [...block.commands, ...(block.inner ?? [])];
  const plain = new Set(typed.flatMap((line) => findPlaceholders(line, blankOptions(block)).map(({ name }) => name)));
  const told = words.map(({ name }) => name).filter((name) => !plain.has(name));
  toldOf.set(block, told);
  return told;
}

/** The environment variable that brings a secret to a command. */
function secretVariable(name: string): string {
  // Letters of other scripts differ, too: no two blanks share a variable.
  const plain = name.replace(/[^\x00-\x7f]/g, (letter) => letter.charCodeAt(0).toString(16));
  return `BW_${plain.replace(/\W+/g, '_').toUpperCase()}`;
}

export function dialectOf(shell: string): Dialect {
  if (/^(?:fish)$/i.test(shell)) return 'fish';
  if (/^(?:pwsh|powershell|ps1|ps)$/i.test(shell)) return 'powershell';
  if (/^(?:cmd|bat|batch|dos)$/i.test(shell)) return 'cmd';
  return /^(?:python3?|py|node|javascript|js|typescript|ts|ruby|rb|perl|pl)$/i.test(shell) ? 'code' : 'posix';
}

/** `30s`, `5m`, `1h`, `500ms`, or seconds. Milliseconds; undefined where it is none. */
export function duration(text: string | undefined): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)?$/.exec(text?.trim() ?? '');
  if (match === null) return undefined;
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  return Number(match[1]) * units[match[2] ?? 's']!;
}

export function flag(text: string | undefined): boolean {
  return text !== undefined && !/^(?:false|no|0|off)$/i.test(text);
}

/** What the block sets for its commands: `env=A=b,C=d`. */
export function environmentOf(block: Block): Record<string, string> {
  const pairs = (block.attributes['env'] ?? '').split(/[,\s]+/).map((pair) => /^([A-Za-z_]\w*)=(.*)$/.exec(pair));
  return Object.fromEntries(pairs.filter((pair) => pair !== null).map((pair) => [pair[1]!, pair[2]!]));
}

/** A folder seen from another one. */
export function joinFolder(base: string, further: string): string {
  return /^(?:[/\\]|[A-Za-z]:)/.test(further) ? further : `${base.replace(/[/\\]$/, '')}/${further}`;
}
