import type { Command } from 'commander';
import { Problem } from '../commandLine/problem.ts';

interface Transport {
  readonly stdio?: boolean;
  readonly socket?: string;
  readonly pipe?: string;
  readonly nodeIpc?: boolean;
  readonly clientProcessId?: string;
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
    .action(async ({ stdio, socket, pipe, nodeIpc, clientProcessId }: Transport) => {
      if (!stdio && !nodeIpc && socket === undefined && pipe === undefined)
        throw new Problem('lsp requires --stdio, --socket, --pipe or --node-ipc');
      if (socket !== undefined && !(/^[1-9]\d{0,4}$/.test(socket) && Number(socket) < 65_536))
        throw new Problem(`--socket must be a port from 1 to 65535, not '${socket}'`);
      if (pipe === '') throw new Problem('--pipe must be the name of a pipe or socket file');
      if (clientProcessId !== undefined && !/^[1-9]\d*$/.test(clientProcessId))
        throw new Problem(`--clientProcessId must be the id of a process, not '${clientProcessId}'`);
      await import('../server/main.ts');
    });
}
