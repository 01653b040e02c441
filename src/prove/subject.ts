import type { FileFacts, RemoteCall } from '../facts/model.ts';
import { callsOf } from '../facts/retries.ts';
import type { LintMessage } from '../lint/model.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { Range } from '../text/range.ts';
import { provable } from './cases.ts';
import type { ProofRequest, Refusal } from './model.ts';

export interface Subject {
  readonly call: RemoteCall;
  readonly ruleId: string;
  readonly others: readonly string[];
  /** Longer than any wait that the finding suggests. */
  readonly limitMs: number;
}

const LIMIT_MS = 15_000;
const MARGIN_MS = 5_000;

type Lines = (range: Range) => boolean;

/** The call at a line, and which of its findings to prove; a retry or client at the line stands for its first call. */
export function subjectAt({ file, facts, messages, line, ruleId }: ProofRequest): Subject | Refusal {
  const index = new LineIndex(file.text);
  const isHere: Lines = ({ start, end }) => index.positionAt(start).line <= line && line <= index.positionAt(end).line;
  const call = callAt(facts, isHere, (range) => index.positionAt(range.start).line === line);
  if (!call) return { refused: `No network call at line ${line}` };
  const about = messages.filter(isAbout(facts, call));
  const ids = [...new Set(about.map((message) => message.ruleId))];
  const known = provable.filter((id) => ids.includes(id));
  if (known.length === 0 && call.timeout === 'none') known.push('require-timeout');
  if (ruleId !== undefined && !known.includes(ruleId)) return { refused: whyNot(ruleId, ids, line) };
  const chosen = ruleId ?? known[0];
  if (chosen !== undefined)
    return { call, ruleId: chosen, others: known.filter((id) => id !== chosen), limitMs: limitFor(about) };
  return {
    refused:
      ids.length === 0
        ? `The call at line ${line} has no problem that a test could show`
        : `A test can't show ${ids.join(' or ')}, and the call at line ${line} has no other problem`,
  };
}

function limitFor(messages: readonly LintMessage[]): number {
  const texts = messages.flatMap(({ fix, suggestions }) => [...(fix ? [fix] : []), ...suggestions]);
  const figures = texts
    .flatMap(({ edits }) => edits.flatMap(({ newText }) => newText.match(/\b\d[\d_]{2,6}\b/g) ?? []))
    .map((figure) => Number(figure.replaceAll('_', '')));
  return Math.max(LIMIT_MS, ...figures.map((figure) => figure + MARGIN_MS));
}

function whyNot(ruleId: string, found: readonly string[], line: number): string {
  return found.includes(ruleId)
    ? `A test can't show ${ruleId}: it can show ${provable.join(', ')}`
    : `Line ${line} has no finding of ${ruleId}`;
}

/** The smallest call at the line; else the first one of a retry or client that begins there. */
function callAt(facts: FileFacts, isHere: Lines, beginsHere: Lines): RemoteCall | undefined {
  const around = facts.calls.filter(({ range }) => isHere(range));
  const [smallest] = [...around].sort((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start));
  if (smallest) return smallest;
  const retry = facts.retries.find(({ head }) => isHere(head));
  if (retry) return callsOf(facts, retry)[0];
  const client = facts.clients.find(({ range, calls }) => calls.length > 0 && beginsHere(range));
  return client && facts.calls[client.calls[0]!];
}

/** Whether a finding is about a call: at it, at its client, or at a retry around it. */
function isAbout(facts: FileFacts, call: RemoteCall): (message: LintMessage) => boolean {
  const retries = facts.retries.filter((retry) => callsOf(facts, retry).includes(call));
  const instance = call.instance && !call.instance.file ? [call.instance.range] : [];
  const places = [call.range, ...retries.map(({ head }) => head), ...instance];
  const delays = retries.flatMap(({ delayRange }) => delayRange ?? []);
  return ({ range, ruleId }) =>
    places.some(({ start, end }) => start <= range.start && range.end <= end) ||
    (/^retry-/.test(ruleId) && delays.some(({ start, end }) => start <= range.end && range.start <= end));
}
