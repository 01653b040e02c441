import { mask } from '../masking/mask.ts';
import { pages } from '../rules/pages.ts';
import { checkPages } from '../checks/pages.ts';
import { visible, visibleLine } from '../text/visible.ts';
import { loggedArguments, type StepProposed } from './agentEvents.ts';
import { data, joined, refused, said, type ToolAnswer } from './answer.ts';
import { checkArguments, type ToolArguments } from './arguments.ts';
import { toolDefinitions, toolNamed, type ToolName } from './catalogue.ts';
import type { Caller, ToolFinding, ToolPorts } from './ports.ts';
import { runbookData, runbookFindings } from './runbookData.ts';

/** After so many calls a caller has to be started again: a loop must not fill the disk. */
const MAX_CALLS = 5_000;
/** More proposals than a person reads. */
const MAX_PENDING = 100;
const MAX_LOGGED_NAME = 100;

const markdown = /\.(?:md|mdx|markdown)$/i;

/**
 * Answers a call of a tool. It is put on record before anything is done, and not done where that fails. Nothing is
 * executed; all that is ever written is the record.
 */
export async function callTool(name: unknown, given: unknown, caller: Caller, ports: ToolPorts): Promise<ToolAnswer> {
  if (caller.calls >= MAX_CALLS) return refused(`No more than ${MAX_CALLS} calls: restart the server.`);
  const call = ports.newId();
  const shownName = mask(visibleLine(String(typeof name === 'string' ? name : typeof name).slice(0, MAX_LOGGED_NAME)));
  try {
    await ports.record({
      type: 'called',
      call,
      at: ports.now(),
      agent: caller.agent,
      tool: shownName,
      arguments: loggedArguments(given),
    });
  } catch (error) {
    return refused(`Nothing was done, since the call can't be recorded: ${sentenceOf(error)}`);
  }
  const answer = await answerTo(name, given, { call, caller, ports }).catch((error: unknown) =>
    refused(sentenceOf(error)),
  );
  const refusal = answer.isError ? { refused: answer.content[0]?.text ?? '' } : {};
  // The call is on record; that its end is not must not hide the answer.
  await ports.record({ type: 'answered', call, at: ports.now(), ...refusal }).catch(() => undefined);
  return answer;
}

interface Call {
  readonly call: string;
  readonly caller: Caller;
  readonly ports: ToolPorts;
}

async function answerTo(name: unknown, given: unknown, call: Call): Promise<ToolAnswer> {
  const tool = toolNamed(name);
  if (!tool) return refused(`This tool isn't known. Use ${toolDefinitions.map((one) => one.name).join(', ')}.`);
  const checked = checkArguments(tool.inputSchema, given);
  return typeof checked === 'string' ? refused(checked) : acts[tool.name](checked, call);
}

const acts: Readonly<Record<ToolName, (given: ToolArguments, call: Call) => Promise<ToolAnswer>>> = {
  lint_file: async (given, { ports }) => {
    const { path, findings } = await findingsIn(textOf(given, 'path'), ports);
    return data(path, { path, findings });
  },
  explain_finding: explain,
  list_dependencies: async (given, { ports }) => {
    const path = given.get('path');
    const where = path === undefined ? undefined : String(path);
    return data(where ?? 'the workspace', await ports.dependencies(where));
  },
  read_runbook: async (given, { ports }) => {
    const document = await ports.document(textOf(given, 'path'));
    return data(document.path, { path: document.path, ...runbookData(document) });
  },
  read_run: async (given, { ports }) => {
    const runs = await ports.runs();
    const wanted = given.get('run');
    if (wanted === undefined) return data('the record of runs', { runs });
    const found = wanted === 'latest' ? runs[0] : runs.find(({ run }) => run === wanted);
    if (!found) return refused('No run on record has this name. Without a name, this tool lists the latest runs.');
    return data(`the record of ${found.run}`, await ports.run(found.run));
  },
  propose_step: propose,
};

async function findingsIn(
  path: string,
  ports: ToolPorts,
): Promise<{ readonly path: string; readonly findings: readonly ToolFinding[] }> {
  if (!markdown.test(path)) return ports.lint(path);
  const document = await ports.document(path);
  return { path: document.path, findings: runbookFindings(document) };
}

/** The page is ours; what was found quotes the file. */
async function explain(given: ToolArguments, { ports }: Call): Promise<ToolAnswer> {
  const rule = textOf(given, 'rule');
  const page = ownText(pages, rule) ?? ownText(checkPages, rule);
  if (page === undefined) return refused("This rule isn't known. lint_file names the rule of each finding.");
  const [path, line] = [given.get('path'), given.get('line')];
  if (path === undefined) return line === undefined ? said(page) : refused('A line needs a path.');
  const found = await findingsIn(String(path), ports);
  const findings = found.findings.filter((one) => one.rule === rule && (line === undefined || one.line === line));
  return joined(said(page), data(found.path, { path: found.path, findings }));
}

/** @returns undefined for `constructor` and its like as well. */
function ownText(texts: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(texts, name) ? texts[name] : undefined;
}

/** Adds a line that a person has to read, and to run. */
async function propose(given: ToolArguments, { call, caller, ports }: Call): Promise<ToolAnswer> {
  if ((await ports.pending()) >= MAX_PENDING)
    return refused(`${MAX_PENDING} proposals are waiting already: a person has to look at them first.`);
  const [command, runbook] = [given.get('command'), given.get('runbook')];
  const document = runbook === undefined ? undefined : await ports.document(String(runbook));
  const event: StepProposed = {
    type: 'proposed',
    call,
    at: ports.now(),
    agent: caller.agent,
    title: mask(visibleLine(textOf(given, 'title'))),
    reason: mask(visibleLine(textOf(given, 'reason'))),
    ...(command === undefined ? {} : { command: mask(visible(String(command))) }),
    ...(document === undefined ? {} : { runbook: visibleLine(document.path) }),
  };
  await ports.record(event);
  return said('Proposed, not executed: the step waits until a person runs it or discards it.');
}

function textOf(given: ToolArguments, name: string): string {
  return String(given.get(name) ?? '');
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message.split('\n', 1)[0]! : 'unknown error';
}
