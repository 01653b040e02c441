import { knowledge as builtIn } from '../knowledge/index.ts';
import type { Knowledge } from '../knowledge/lookup.ts';
import type { ParsedFile } from '../syntax/ast.ts';
import { findCalls } from './calls.ts';
import { findInstances } from './clients.ts';
import { FileContext } from './context.ts';
import type { FileFacts } from './model.ts';
import type { ModulePort } from './ports.ts';
import { findRetries } from './retry.ts';
import { isTestFile } from './testFiles.ts';

/** The facts of one file. Never throws for what the file holds; a file that did not parse has none. */
export function analyze(file: ParsedFile, port: ModulePort, knowledge: Knowledge = builtIn): FileFacts {
  const context = new FileContext(file, port, knowledge);
  const test = isTestFile(file);
  const calls = findCalls(context, test);
  const { clients, policies } = findInstances(context, calls, test);
  return {
    calls: calls.map(({ call }) => call),
    retries: findRetries(
      context,
      calls.map(({ node }) => node),
      test,
    ),
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
