import { beforeAll, describe, expect, it } from 'vitest';
import { isRunByHand } from '../../src/audience/byHand.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';
import { lintInMemory } from '../rules/harness.ts';

let parse: Parse;
beforeAll(async () => {
  parse = await loadParser();
});
const byHand = (text: string, scripts: readonly string[] = [], entry = false): boolean =>
  isRunByHand(parse(text, '/p/src/file.js'), { scripts, entry });

const run = 'async function run() { await load(); }\n';

describe('files that a person starts', () => {
  it.each([
    ['ends itself after its work', `${run}run().then(() => process.exit(0));`],
    ['ends itself in any case', `${run}run().catch(console.error).finally(() => process.exit());`],
    ['ends itself in its last line', 'async function run() { await load(); process.exit(0); }\nvoid run();'],
    ['ends itself in a function without a name', '(async () => { await load(); process.exit(); })();'],
    ['waits before it ends', `${run}setTimeout(resolve, 50);\nrun().then(() => process.exit(0));`],
    ['takes arguments', 'const [id] = process.argv.slice(2);\nload(id).then(console.log);'],
    ['takes one argument', 'load(process.argv[2]).then(console.log);'],
    [
      'has its arguments read',
      "const read = require('command-line-args');\nload(read([{ name: 'id' }])).then(console.log);",
    ],
    ['has commands', "import { program } from 'commander';\nprogram.action(load);\nprogram.parse();"],
    ['has options', "import yargs from 'yargs/yargs';\nload(yargs().argv.id);"],
  ])('%s', (_, text) => {
    expect(byHand(text)).toBe(true);
  });

  it.each([
    ['a server that ends on a signal', "app.listen(80);\nprocess.on('SIGTERM', () => process.exit(0));"],
    ['what goes on until a signal', "connect();\nprocess.on('SIGTERM', () => process.exit(0));"],
    ['what ends where nothing is to be done', `${run}run().then((rows) => { if (rows === 0) process.exit(0); });`],
    ['what ends after a failure', `${run}run().catch(() => process.exit(1));`],
    [
      'what works without an end',
      'async function run() { while (true) await load(); }\nrun().then(() => process.exit(0));',
    ],
    ['what starts itself again', 'function run() { load(); setTimeout(run, 1000); }\nrun(process.argv[2]);'],
    ['what others use', 'exports.from = process.argv[2];'],
    ['a server with options', "const { port } = require('minimist')(words);\nexpress().listen(port);"],
    ['what reads the arguments for others', "import read from 'command-line-args';\nexport const options = read([]);"],
    ['a consumer', "client.on('message', load);\nstart(process.argv[2]);"],
  ])('not %s', (_, text) => {
    expect(byHand(text)).toBe(false);
  });

  it('what a script of package.json starts, unless that is what the package is for', () => {
    expect(byHand(`${run}run();`, ['import'])).toBe(true);
    expect(byHand(`${run}run();`, ['sync:prices'])).toBe(true);
    expect(byHand(`${run}run();`, ['import', 'start:import'])).toBe(false);
    expect(byHand(`${run}run();`, ['worker'])).toBe(false);
    expect(byHand(`${run}run();`)).toBe(false);
    expect(byHand(`${run}setInterval(run, 1000);`, ['import'])).toBe(false);
    const both = `${run}module.exports = { run };\nif (require.main === module) run().then(() => process.exit(0));`;
    expect(byHand(both, ['import'])).toBe(true);
    expect(byHand(both)).toBe(false);
  });

  it('hears nothing of what only matters where somebody waits', async () => {
    const text = `import axios from 'axios';\nimport { Client } from 'pg';\nasync function run() {\n  const client = new Client();\n  await client.connect();\n  await axios.get('https://a.example/items');\n}\n`;
    const rules = async (end: string): Promise<string> =>
      (await lintInMemory(`${text}${end}`, { preset: 'recommended' })).messages.map(({ ruleId }) => ruleId).join();
    expect(await rules('run().then(() => process.exit(0));')).toBe('');
    expect(await rules('export { run };')).toContain('unwrapped-network-call');
  });
});
