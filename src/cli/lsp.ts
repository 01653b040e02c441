import type { Command } from 'commander';
import { Problem } from './problem.ts';

interface Transport {
  readonly stdio?: boolean;
  readonly socket?: string;
  readonly pipe?: string;
  readonly nodeIpc?: boolean;
}

/** Adds `breakwater lsp`, the language server for other editors, to the program. */
export function registerLsp(program: Command): void {
  program
    .command('lsp')
    .description('start the language server')
    .option('--stdio', 'communicate over stdin and stdout')
    .option('--socket <port>', 'connect to this port of the machine, where the client listens')
    .option('--pipe <name>', 'connect to this named pipe or socket file, where the client listens')
    .option('--node-ipc', 'communicate over Node IPC')
    .option('--clientProcessId <id>', 'exit when this process exits')
    .action(async ({ stdio, socket, pipe, nodeIpc }: Transport) => {
      if (!stdio && !nodeIpc && socket === undefined && pipe === undefined)
        throw new Problem('lsp requires --stdio, --socket, --pipe or --node-ipc');
      if (socket !== undefined && !/^[1-9]\d{0,4}$/.test(socket))
        throw new Problem(`--socket must be a port, not '${socket}'`);
      await import('../server/main.ts');
    });
}
