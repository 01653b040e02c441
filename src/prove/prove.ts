import type { RemoteCall } from '../facts/model.ts';
import { nodeAt } from '../ast/locate.ts';
import { returnsOf } from '../ast/functions.ts';
import type { FunctionNode } from '../ast/types.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { caseOf } from './cases.ts';
import type { Proof, ProofRequest, Refusal } from './model.ts';
import { entryTo, type Entry } from './reach.ts';
import { wayOf } from './redirect.ts';
import { subjectAt } from './subject.ts';
import { testText } from './write.ts';

/**
 * A test for the network call at a line: it fails on the code as it is, and passes once the finding is resolved.
 * @returns a sentence where no test can reach the call, redirect its requests, or show the difference.
 */
export function prove(request: ProofRequest): Proof | Refusal {
  const { file, facts } = request;
  const subject = subjectAt(request);
  if ('refused' in subject) return subject;
  const { call, ruleId, others } = subject;
  const limitMs = request.limitMs ?? subject.limitMs;
  if (call.boundary.kind === 'express-handler' || call.boundary.kind === 'consumer')
    return { refused: "This call runs in a handler that only its framework calls, so a test can't call it directly" };
  const way = wayOf(call);
  if (typeof way !== 'string') return way;
  const node = nodeAt(file, call.range);
  if (!node) return { refused: 'This call is written in a way that no test can be made for' };
  const entry = entryTo(file, node);
  if ('refused' in entry) return entry;
  const before = requestBefore(request, call, entry);
  if (before) return before;
  const what = caseOf(ruleId, entry.label, call, facts);
  if ('refused' in what) return what;
  // Code that gets an answer goes on, and what it sends by other ways would reach real servers.
  const goesOn = what.answer.some((line) => line.includes('200'));
  const other = goesOn && facts.calls.find((one) => one !== call && wayOf(one) !== way);
  if (other) {
    const { line } = new LineIndex(file.text).positionAt(other.range.start);
    return {
      refused: `The request at line ${line} goes out another way, so a test can't keep it from the real server`,
    };
  }
  const awaited = call.errors !== 'floating' && !call.boundary.lost && givesPromise(entry.fn);
  return {
    text: (specifier) => testText({ request, limitMs, ruleId, entry, way, what, awaited }, specifier),
    ruleId,
    others,
  };
}

function givesPromise(fn: FunctionNode): boolean {
  return fn.async || returnsOf(fn).length > 0;
}

/** A request that is sent first would get the failure that is meant for this one. */
function requestBefore({ file, facts }: ProofRequest, call: RemoteCall, { fn, label }: Entry): Refusal | undefined {
  const first = facts.calls.find(
    ({ range }) =>
      range.start < call.range.start &&
      fn.range[0] <= range.start &&
      range.end <= fn.range[1] &&
      range.end <= call.range.start,
  );
  if (!first) return undefined;
  const { line } = new LineIndex(file.text).positionAt(first.range.start);
  return {
    refused: `\`${label}\` sends another request first (line ${line}), which a test can't tell apart: move this call into a function of its own`,
  };
}
