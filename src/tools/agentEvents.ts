import { mask } from '../masking/mask.ts';
import { visible, visibleLine } from '../text/visible.ts';

/** The program that asks, as it names itself. */
export interface Agent {
  readonly name: string;
  readonly version: string;
}

interface At {
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A tool was called; written before anything is done. */
export interface ToolCalled extends At {
  readonly type: 'called';
  readonly call: string;
  readonly agent: Agent;
  readonly tool: string;
  /** As JSON, shortened, without secrets. */
  readonly arguments: string;
}

/** How a call ended. */
export interface ToolAnswered extends At {
  readonly type: 'answered';
  readonly call: string;
  readonly refused?: string;
}

/** A step that waits for a person. */
export interface StepProposed extends At {
  readonly type: 'proposed';
  readonly call: string;
  readonly agent: Agent;
  readonly title: string;
  readonly reason: string;
  readonly command?: string;
  readonly runbook?: string;
}

/** A person has dealt with a proposal. */
export interface ProposalSettled extends At {
  readonly type: 'settled';
  readonly call: string;
  readonly by: string;
}

export type AgentEvent = ToolCalled | ToolAnswered | StepProposed | ProposalSettled;

const MAX_LOGGED_ARGUMENTS = 2_000;

/** Arguments as they are kept: shortened, and without secrets. */
export function loggedArguments(given: unknown): string {
  const json = JSON.stringify(given) ?? '';
  const cut = json.length > MAX_LOGGED_ARGUMENTS;
  return mask(visibleLine(json.slice(0, MAX_LOGGED_ARGUMENTS))) + (cut ? `... (${json.length} characters)` : '');
}

/** The proposals in lines of a record that no person has settled, in order. Lines that do not fit are left out. */
export function pendingIn(text: string): readonly StepProposed[] {
  const pending = new Map<string, StepProposed>();
  for (const line of text.split('\n')) {
    const event = parsed(line);
    if (event === undefined || typeof event['call'] !== 'string') continue;
    if (event['type'] === 'settled') pending.delete(event['call']);
    const proposal = event['type'] === 'proposed' ? proposalOf(event, event['call']) : undefined;
    if (proposal) pending.set(proposal.call, proposal);
  }
  return [...pending.values()];
}

type Fields = Readonly<Record<string, unknown>>;

function parsed(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
  } catch {
    // A torn line, or one that somebody edited.
    return undefined;
  }
}

/** Checked again: the file lies in the workspace, where anybody may have written it. */
function proposalOf(event: Fields, call: string): StepProposed | undefined {
  const text = (name: string): string | undefined => (typeof event[name] === 'string' ? event[name] : undefined);
  const [at, title, reason] = ['at', 'title', 'reason'].map(text);
  if (at === undefined || title === undefined || reason === undefined) return undefined;
  const agent = (typeof event['agent'] === 'object' ? event['agent'] : undefined) as Fields | undefined;
  const named = (name: string): string => (typeof agent?.[name] === 'string' ? agent[name] : '');
  const [command, runbook] = ['command', 'runbook'].map(text);
  return {
    type: 'proposed',
    call,
    at,
    agent: { name: named('name'), version: named('version') },
    title,
    reason,
    ...(command === undefined ? {} : { command }),
    ...(runbook === undefined ? {} : { runbook }),
  };
}

/** Proposals as a runbook: a person runs it as any other, asked and recorded, or does not. */
export function proposalsRunbook(proposals: readonly StepProposed[]): string {
  const steps = proposals.map(({ at, agent, title, reason, command, runbook }) => {
    const about = [`Proposed by ${quoted(agent.name || 'an agent')} on ${quoted(at)}`];
    if (runbook !== undefined) about.push(`for ${quoted(runbook)}`);
    const parts = [`## ${quoted(title)}`, `${about.join(' ')}: ${quoted(reason)}`];
    return [...parts, ...(command === undefined ? [] : [fenced(command)])].join('\n\n');
  });
  const head = 'An agent proposed these steps; no person has checked them. Read each command before you run it.';
  return ['# Proposed steps', head, ...steps].join('\n\n') + '\n';
}

/** A line that Markdown shows as it is, but for backticks: none is left that could begin a command. */
function quoted(text: string): string {
  return visibleLine(text)
    .trim()
    .replaceAll('`', "'")
    .replace(/[\\*_{}[\]<>()#!|~$&]/g, '\\$&');
}

/** A fence that nothing inside can close. */
function fenced(command: string): string {
  const longest = Math.max(2, ...[...command.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sh\n${visible(command)}\n${fence}`;
}
