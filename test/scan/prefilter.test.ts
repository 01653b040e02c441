import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { analyze } from '../detectors/analyze.ts';
import type { FileFacts } from '../../src/facts/model.ts';
import { noModules } from '../../src/values/index.ts';
import { importersAmong, importersOf, makeScanner } from '../../src/scan/prefilter.ts';
import { knowledge, libraries } from '../../src/libraries/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';

const scan = makeScanner(knowledge);
let parse: Parse;
beforeAll(async () => {
  parse = await loadParser();
});

function holdsFacts(facts: FileFacts): boolean {
  return Object.values(facts).some((list: unknown) => Array.isArray(list) && list.length > 0);
}

const frameworks = ['express', 'fastify', 'koa', '@hapi/hapi', 'polka', '@nestjs/core', 'node:net'];
const modules = [
  ...libraries.flatMap(({ modules: names }) => names.map((name) => name.replace(/\*$/, 'x'))),
  ...frameworks,
];
const members = libraries.flatMap(({ types }) =>
  Object.values(types).flatMap((type) => Object.keys(type.members ?? {})),
);
const name = fc.constantFrom('get', 'post', 'send', 'query', ...members.filter((member) => /^[a-z]\w*$/i.test(member)));
const imports = fc
  .constantFrom(...modules, './local', 'lodash')
  .chain((module) =>
    fc.constantFrom(
      `import c from '${module}';`,
      `import * as c from "${module}";`,
      `import { Client as C, default as c } from '${module}';`,
      `const c = require('${module}');`,
      `const c = await import(/* lazy */ '${module}');`,
    ),
  );
const globals = fc.constantFrom(...libraries.flatMap((library) => Object.keys(library.globals ?? {})), 'c', 'local');
const use = fc
  .tuple(globals, name)
  .chain(([object, member]) =>
    fc.constantFrom(
      `await ${object}('https://example.com/');`,
      `new ${object}('x');`,
      `await ${object}.${member}('x', {});`,
      `await c.create({}).${member}('x');`,
      `await new c.Client({}).${member}('x');`,
      `const app = c(); app.${member}('x', () => local()); app.listen(8080);`,
      `c.createServer(local).listen(process.env.PORT);`,
    ),
  );
const wrapped = use.chain((call) =>
  fc.constantFrom(
    call,
    `for (let i = 0; i < 3; i++) { try { ${call} break; } catch { continue; } }`,
    `async function go(n) { try { ${call} } catch (e) { if (n > 0) return go(n - 1); throw e; } }`,
    `setInterval(async () => { ${call} }, 5);`,
  ),
);

describe('the prefilter', () => {
  test('never drops a file that has facts', () => {
    let withFacts = 0;
    fc.assert(
      fc.property(fc.option(imports), fc.array(wrapped, { minLength: 1, maxLength: 3 }), (head, body) => {
        const text = [head ?? '', ...body].join('\n');
        if (!holdsFacts(analyze(parse(text, '/a.ts'), noModules, knowledge))) return;
        withFacts++;
        expect(scan(text).candidate, text).toBe(true);
      }),
      { numRuns: 400 },
    );
    // The property says nothing where no text has facts.
    expect(withFacts).toBeGreaterThan(50);
  });

  test.each(frameworks)('keeps a file whose only fact is a server of %s', (framework) => {
    const text = `import make from '${framework}';\nconst app = make();\napp.listen(8080);\n`;
    expect(analyze(parse(text, '/a.ts'), noModules, knowledge).servers).toHaveLength(1);
    expect(scan(text).candidate).toBe(true);
  });

  test('drops what has nothing to do with the network', () => {
    expect(scan("import { sum } from './sum';\nexport const total = (xs: number[]) => sum(xs);\n")).toMatchObject({
      candidate: false,
      network: false,
      specifiers: ['./sum'],
    });
    expect(scan('const fetched = prefetch(fetchUser);').candidate).toBe(false);
  });

  test('finds who imports a carrier, also through files that export it whole', () => {
    const scans = new Map(
      Object.entries({
        '/http.ts': "import axios from 'axios'; export const http = axios.create();",
        '/index.ts': "export * from './http';",
        '/user.ts': "import { http } from './index';",
        '/far.ts': "import { user } from './user';",
      }).map(([path, text]) => [path, scan(text)]),
    );
    const importers = importersAmong(scans, (specifier) => `${specifier.slice(1)}.ts`);
    expect([...importersOf('/http.ts', importers)].toSorted()).toEqual(['/index.ts', '/user.ts']);
  });
});
