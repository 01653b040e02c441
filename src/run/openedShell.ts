import type { Runbook, Section, Step } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';
import { isAboutMachine, placeSaid } from '../blocks/sessionSaid.ts';
import { readCalls } from '../shell/calls.ts';
import { sessionOpened } from '../sessions/openers.ts';
import { databaseClient, type Takes } from '../transcripts/databaseClients.ts';
import { showsInside } from '../transcripts/insideSession.ts';
import { placeOfPrompts } from '../transcripts/promptPlace.ts';
import { leavesSession, meantOutside } from '../transcripts/shellSession.ts';
import { Procedure } from '../surroundings/headings.ts';
import { allBlocks } from './plan.ts';
import type { OpenedShell } from './prepare.ts';

/** What a document holds, in the order of its lines. */
type Part =
  | { readonly kind: 'heading'; readonly line: number; readonly section: Section }
  | { readonly kind: 'title'; readonly line: number; readonly step: Step; readonly index: number }
  | { readonly kind: 'block'; readonly line: number; readonly block: Block };

/**
 * The shell that a block's commands may be meant for: one of another machine, pod or user, opened by a block or a step
 * before it in the same procedure and not left since. Undefined where they are meant for this machine.
 */
export function shellOpenedBefore(runbook: Runbook, block: Block): OpenedShell | undefined {
  const found = opened.get(runbook) ?? readOpened(runbook);
  opened.set(runbook, found);
  return found.get(block.id);
}

const opened = new WeakMap<Runbook, ReadonlyMap<string, OpenedShell>>();

/** Block ids, with the shell that each may be meant for. */
function readOpened(runbook: Runbook): ReadonlyMap<string, OpenedShell> {
  const found = new Map<string, OpenedShell>();
  const open = new OpenSession(runbook);
  for (const part of partsOf(runbook)) {
    if (part.kind === 'heading') open.enter(part.section);
    else if (part.kind === 'title') open.byTitle(part.step, part.index);
    else {
      open.before(part.block);
      const shell = open.shell ?? saidOf(part.block) ?? shownBy(part.block);
      if (shell) found.set(part.block.id, shell);
      open.after(part.block);
    }
  }
  return found;
}

/** What a comment, an attribute or the sentence behind it says of this block alone. */
function saidOf({ id, place, commands: [first = ''] }: Block): OpenedShell | undefined {
  if (place?.alone !== true || place.kind !== 'elsewhere') return undefined;
  if (carriesItself(first, place.container === true) || isAboutMachine(place.text, first)) return undefined;
  return { block: `before ${id}`, command: place.text, said: true };
}

/** Prompts that name another machine or user show where the block alone is typed. */
function shownBy({ id, prompts, content }: Block): OpenedShell | undefined {
  const place = prompts ? placeOfPrompts(content) : undefined;
  return place === undefined ? undefined : { block: `before ${id}`, command: `The prompt ${place}`, said: true };
}

function partsOf(runbook: Runbook): readonly Part[] {
  const order = ['heading', 'title', 'block'];
  const parts: Part[] = [
    ...runbook.sections.map((section): Part => ({ kind: 'heading', line: section.line, section })),
    ...runbook.steps.map((step, index): Part => ({ kind: 'title', line: step.line, step, index })),
    ...allBlocks(runbook)
      .filter(({ kind }) => kind === 'command')
      .map((block): Part => ({ kind: 'block', line: block.line, block })),
  ];
  return parts.sort((a, b) => a.line - b.line || order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** Said to be where one works: "From the bastion", "On the jump host". */
const WORKPLACE =
  /\b(?:from|on|in|at)\s+(?:\w+\s+){0,3}?(?:bastions?|jump[- ]?(?:host|box|server|machine)|jumpbox|gateway|(?:admin|management|ops|control|deploy(?:ment)?)[- ](?:host|server|node|box|machine|vm))\b/i;

/** The session that is open at one place of a document, and how many were opened inside of it. */
class OpenSession {
  readonly #runbook: Runbook;
  #shell: OpenedShell | undefined;
  /** Left because another heading began: its prompt below shows that it was not. */
  #passed: OpenedShell | undefined;
  #procedure: Procedure | undefined;
  #depth = 0;
  /** The session that the text tells of is one in a pod or container. */
  #container = false;
  /** Tells what the session could take, where it is that of a database's client. */
  #takes: Takes | undefined;

  constructor(runbook: Runbook) {
    this.#runbook = runbook;
  }

  get shell(): OpenedShell | undefined {
    return this.#shell;
  }

  enter(section: Section): void {
    const passed = this.#shell ?? this.#passed;
    if (this.#procedure?.enter(section) === false || this.#takes) this.#leave();
    if (!this.#shell) this.#passed = passed;
  }

  /** A step that is nothing but a command which opens a shell: ``1. `ssh db-1` ``. */
  byTitle(step: Step, index: number): void {
    if (step.host !== undefined) {
      this.#leave();
      this.#open({ block: step.host, command: step.host, said: true }, step.line);
      return;
    }
    const command = commandIn(step.title);
    if (sessionOpened(command)) this.#open({ block: step.id, command, step: index + 1 }, step.line);
    else if (!this.#shell) {
      const place = placeSaid(markedTitle(step));
      if (place?.kind !== 'elsewhere') return;
      this.#open({ block: step.id, command: step.title, step: index + 1, said: true }, step.line);
      this.#container = place.container === true;
    }
  }

  /** A command that only works outside, or a sentence, shows that the session was left; a sentence may open one. */
  before({ id, line, place, prompts, content, commands: [first = ''] }: Block): void {
    const passed = this.#shell ? undefined : this.#passed;
    if (prompts && passed && showsInside(passed.command, content)) this.#open(passed, line);
    this.#passed = undefined;
    if (place?.kind === 'here') this.#leave();
    const step = this.#runbook.steps.findIndex(({ blocks }) => blocks.some((block) => block.id === id));
    if (place?.marked && place.kind === 'elsewhere' && this.#shell?.command !== place.text) this.#leave();
    const opens = place?.kind === 'elsewhere' && place.alone !== true && !this.#shell;
    if (opens) {
      this.#open(
        {
          block: place.marked ? place.text : `before ${id}`,
          command: place.text,
          said: true,
          ...(step < 0 || place.marked ? {} : { step: step + 1 }),
        },
        line,
      );
      this.#container = place.container === true;
    }
    if (this.#shell?.said && carriesItself(first, this.#container)) this.#leave();
    if (this.#shell?.said && isAboutMachine(this.#shell.command, first)) this.#leave();
    const opener = this.#shell && sessionOpened(this.#shell.command);
    if (opener && meantOutside(opener, first)) this.#leave();
    // What stands right below the sentence is meant for there, whatever it is.
    if (this.#takes && !opens && !this.#takes(first)) this.#leave();
  }

  after(block: Block): void {
    const step = this.#runbook.steps.findIndex(({ blocks }) => blocks.some(({ id }) => id === block.id));
    for (const command of [...block.commands, ...(block.inner ?? [])]) {
      if (leavesSession(command)) this.#depth--;
      else if (sessionOpened(command)) {
        if (this.#shell) this.#depth++;
        else this.#open({ block: block.id, command, ...(step < 0 ? {} : { step: step + 1 }) }, block.line);
      }
      if (this.#depth <= 0) this.#leave();
    }
  }

  #open(shell: OpenedShell, line: number): void {
    this.#shell = shell;
    this.#depth = 1;
    this.#takes = databaseClient(shell.said === true ? consoleSaid(shell.command) : shell.command);
    this.#procedure = new Procedure(this.#runbook.sections, line, shell.said === true && WORKPLACE.test(shell.command));
  }

  #leave(): void {
    this.#shell = undefined;
    this.#procedure = undefined;
    this.#takes = undefined;
    this.#depth = 0;
  }
}

/** The title with its commands in back-ticks again. */
function markedTitle({ title, inline = [] }: Step): string {
  const command = inline.find((one) => title.includes(one));
  return command === undefined || title.includes('`') ? title : title.replace(command, () => `\`${command}\``);
}

function commandIn(title: string): string {
  return title
    .replace(/`/g, '')
    .replace(/^\d+[.)]\s+/, '')
    .replace(/[:.]$/, '')
    .trim();
}

/** "SSH into the node:" with `ssh node` below, "In the pod run" with `kubectl exec`: the command itself goes there. */
function carriesItself(command: string, container: boolean): boolean {
  if (sessionOpened(command)) return true;
  const words = readCalls(command).calls[0]?.words.map(({ value }) => value) ?? [];
  const at = words[0] === 'sudo' ? 1 : 0;
  const program = (words[at] ?? '').replace(/^.*\//, '');
  if (/^(?:ssh|scp|sftp|rsync|mosh|ansible|pdsh|pssh|clush|ssh-copy-id|ssh-add|ssh-keygen)$/.test(program)) return true;
  // What shows pods is typed outside of them.
  if (/^(?:kubectl|oc|k|docker|podman|nerdctl|crictl|docker-compose)$/.test(program) && container) return true;
  return (
    /^(?:kubectl|oc|k|docker|podman|nerdctl|docker-compose|gcloud|aws|az)$/.test(program) &&
    words.some((word) => /^(?:exec|rsh|ssh|debug|cp|ssm|run|attach)$/.test(word))
  );
}

/**
 * The client of a database whose console a sentence names for one thing alone: "Run this in the mongo shell". What comes
 * after that, and is nothing that the client takes, is typed outside of it.
 */
function consoleSaid(sentence: string): string {
  if (!/\b(?:this|these|it|following)\b/i.test(sentence)) return '';
  const named =
    /\b(mongo|mysql|mariadb|psql|postgres|redis|valkey|cql|cassandra)\w*(?:[- ](?:shell|console|prompt|cli|session)\b|$)/i.exec(
      sentence,
    )?.[1];
  return named === undefined ? '' : clients[named.toLowerCase() as keyof typeof clients];
}

const clients = {
  mongo: 'mongosh',
  mysql: 'mysql',
  mariadb: 'mysql',
  psql: 'psql',
  postgres: 'psql',
  redis: 'redis-cli',
  valkey: 'redis-cli',
  cql: 'cqlsh',
  cassandra: 'cqlsh',
};
