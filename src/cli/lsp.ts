import type { Command } from 'commander';
import { Problem } from './problem.ts';

/** Adds `breakwater lsp`, the language server for other editors, to the program. */
export function registerLsp(program: Command): void {
  program
    .command('lsp')
    .description('serve an editor over the Language Server Protocol')
    .option('--stdio', 'talk over standard input and output')
    .option('--node-ipc', "talk over the channel of Node's child processes")
    .option('--clientProcessId <id>', 'end when this process has ended')
    .action(async ({ stdio, nodeIpc }: { stdio?: boolean; nodeIpc?: boolean }) => {
      if (!stdio && !nodeIpc) throw new Problem('lsp needs --stdio (or --node-ipc)');
      await import('../server/main.ts');
    });
}
