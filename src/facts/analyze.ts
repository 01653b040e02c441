import { knowledge as builtIn } from '../knowledge/index.ts';
import type { Knowledge } from '../knowledge/lookup.ts';
import type { ParsedFile } from '../syntax/ast.ts';
import { findCalls } from './calls.ts';
import { findInstances } from './clients.ts';
import { FileContext } from './context.ts';
import type { FileFacts, RemoteCall, Retry } from './model.ts';
import type { ModulePort } from './ports.ts';
import { findRetries } from './retry.ts';
import { isTestFile } from './testFiles.ts';

/** The facts of one file. Never throws for what the file holds; a file that did not parse has none. */
export function analyze(file: ParsedFile, port: ModulePort, knowledge: Knowledge = builtIn): FileFacts {
  const context = new FileContext(file, port, knowledge);
  const test = isTestFile(file);
  const calls = findCalls(context, test);
  const retries = findRetries(
    context,
    calls.map(({ node }) => node),
    test,
  );
  const { clients, policies } = findInstances(context, calls, test);
  return {
    calls: calls.map(({ call }, i) => underRetries(call, i, retries)),
    retries,
    clients,
    policies,
    emitters: [],
    queues: [],
    servers: [],
    intervals: [],
    test,
    environment: port.environment(file.path),
  };
}

/** The call with the retries of this file that go around it. */
function underRetries(call: RemoteCall, index: number, retries: readonly Retry[]): RemoteCall {
  const around = retries.filter((retry) => retry.calls.includes(index));
  const known = new Set(call.retriedBy.map(({ range }) => range?.start));
  const added = around
    .filter(({ range }) => !known.has(range.start))
    .map((retry) => ({
      form: retry.form,
      range: retry.range,
      ...(retry.attempts === undefined ? {} : { attempts: retry.attempts }),
      description: `a ${retry.form.startsWith('library:') ? `retry of ${retry.form.slice(8)}` : `retry (${retry.form})`} does it again`,
    }));
  if (around.length === 0) return call;
  const breaker = call.policy === 'breaker' || call.policy === 'both';
  return { ...call, policy: breaker ? 'both' : 'retry', retriedBy: [...call.retriedBy, ...added] };
}
