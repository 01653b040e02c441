import { createRunner } from '../../src/processes/runner.ts';

/** A process that runs one command, to be killed: `<folder> <execution> <command>`. */
const [cwd = '', execution = '', command = ''] = process.argv.slice(2);
const running = createRunner().start({ commands: [command], shell: 'sh', cwd, execution, env: {} }, (_, chunk) => {
  process.stdout.write(chunk.text());
  return undefined;
});
await running.result;
process.stdout.write('over\n');
