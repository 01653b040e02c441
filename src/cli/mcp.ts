import type { Command } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { print } from '../commandLine/output.ts';
import { lineFor, Problem } from '../commandLine/problem.ts';
import { runbookCommand } from './runbook.ts';
import { RUNS_FOLDER } from '../commandLine/runsFolder.ts';

/** Adds `breakwater mcp`, the tools for agents, and `breakwater runbook proposals`, what they proposed. */
export function registerMcp(program: Command): void {
  program
    .command('mcp')
    .description('serve read-only tools to agents (Model Context Protocol, over stdin and stdout)')
    .option('--root <folder>', 'folder that tools may read', '.')
    .option('--runs <folder>', 'folder with run logs (default: .breakwater/runs in the root)')
    .action(async ({ root, runs }: { readonly root: string; readonly runs?: string }) => {
      const [{ serve }, { realRoot }] = await Promise.all([
        import('../mcp/serve.ts'),
        import('../files/insideRoot.ts'),
      ]);
      const real = rootOf(() => realRoot(root));
      const input = process.stdin.setEncoding('utf8') as AsyncIterable<string>;
      await serve({
        root: real,
        runs: runs ?? `${real}/${RUNS_FOLDER}`,
        version: manifest.version,
        input,
        write: print,
      });
    });
  runbookCommand(program)
    .command('proposals')
    .description('print the steps that agents have proposed, as a runbook; they never ran')
    .option('--root <folder>', 'folder of the workspace', '.')
    .option('--discard', 'take them off the list', false)
    .action(async ({ root, discard }: { readonly root: string; readonly discard: boolean }) => {
      const [{ pendingProposals, settleProposals }, { proposalsRunbook }] = await Promise.all([
        import('../processes/agentLog.ts'),
        import('../tools/agentEvents.ts'),
      ]);
      const pending = await pendingProposals(root);
      await print(pending.length > 0 ? proposalsRunbook(pending) : 'No proposed steps.\n');
      if (discard) await settleProposals(root, new Set(pending.map(({ call }) => call)));
    });
}

function rootOf(read: () => string): string {
  try {
    return read();
  } catch (error) {
    throw new Problem(lineFor(error));
  }
}
