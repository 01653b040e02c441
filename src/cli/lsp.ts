import type { Command } from 'commander';
import { Problem } from './problem.ts';

/** Adds `breakwater lsp`, the language server for other editors, to the program. */
export function registerLsp(program: Command): void {
  program
    .command('lsp')
    .description('start the language server')
    .option('--stdio', 'communicate over stdin and stdout')
    .option('--node-ipc', 'communicate over Node IPC')
    .option('--clientProcessId <id>', 'exit when this process exits')
    .action(async ({ stdio, nodeIpc }: { stdio?: boolean; nodeIpc?: boolean }) => {
      if (!stdio && !nodeIpc) throw new Problem('lsp requires --stdio or --node-ipc');
      await import('../server/main.ts');
    });
}
