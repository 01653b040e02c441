import { styleOf } from '../changes/layout.ts';
import { milliseconds } from '../changes/figures.ts';
import { argumentsFor } from './samples.ts';
import type { Case } from './cases.ts';
import { environmentFor } from './environment.ts';
import { indented, inStyle } from './layout.ts';
import type { ProofRequest } from './model.ts';
import { redirections, serverPiece, settlePiece, waitsPiece } from './pieces.ts';
import type { Entry } from './reach.ts';
import type { Way } from './redirect.ts';

export interface Plan {
  readonly request: ProofRequest;
  readonly limitMs: number;
  readonly ruleId: string;
  readonly entry: Entry;
  readonly way: Way;
  readonly what: Case;
  /** The function's own end says that the call has ended. */
  readonly awaited: boolean;
}

/** The text of a test. */
export function testText(plan: Plan, specifier: string): string {
  const { request, ruleId, what } = plan;
  const { typescript, commonJs, requires } = languageOf(plan);
  const pieces = [
    head(request, ruleId, what),
    importLines(plan, typescript)
      .map((line) => (commonJs ? asRequire(line) : line))
      .join('\n'),
    constants(plan),
    testPiece(plan, specifier, requires),
    serverPiece,
    redirections[plan.way],
    settlePiece(plan.awaited),
    ...(what.waits ? [waitsPiece] : []),
  ];
  return `${inStyle(pieces.join('\n\n'), typescript, styleOf(request.file))}\n`;
}

/** The language of a test is that of its file, by default the source's own. */
function languageOf({ request: { file, framework, out }, entry }: Plan): {
  readonly typescript: boolean;
  /** The test's own imports are `require`. */
  readonly commonJs: boolean;
  /** The source is taken by `require`. */
  readonly requires: boolean;
} {
  const ending = /\.[cm]?[jt]sx?$/.exec(out ?? '')?.[0] ?? /\.[cm]?[jt]sx?$/.exec(file.path)?.[0] ?? '.js';
  const typescript = /tsx?$/.test(ending);
  const isCommonJs = entry.module === 'cjs' && !typescript && framework !== 'vitest' && !ending.startsWith('.m');
  return { typescript, commonJs: isCommonJs || (out !== undefined && ending === '.cjs'), requires: isCommonJs };
}

function head({ framework, label, line }: ProofRequest, ruleId: string, { why }: Case): string {
  const own =
    framework === 'jest'
      ? '/**\n * @jest-environment node\n */\n\n'
      : framework === 'vitest'
        ? '// @vitest-environment node\n'
        : '';
  return `${own}// Written by \`breakwater prove ${label}:${line}\` for ${ruleId}. ${why}`;
}

function importLines({ request: { framework }, way, what }: Plan, typescript: boolean): string[] {
  const lines = ["import assert from 'node:assert/strict';"];
  lines.push(`import ${way === 'http' ? 'http, ' : ''}{ createServer } from 'node:http';`);
  if (typescript) lines.push("import type { ServerResponse } from 'node:http';");
  if (way === 'http') lines.push("import https from 'node:https';");
  if (way === 'http' || what.waits) lines.push("import { syncBuiltinESMExports } from 'node:module';");
  if (way === 'http') lines.push("import { Socket } from 'node:net';");
  if (typescript) lines.push("import type { AddressInfo } from 'node:net';");
  if (framework === 'node:test') lines.push("import { test } from 'node:test';");
  lines.push("import timers from 'node:timers/promises';");
  if (way === 'http') lines.push("import { urlToHttpOptions } from 'node:url';");
  if (way === 'undici') lines.push("import { Dispatcher, getGlobalDispatcher, setGlobalDispatcher } from 'undici';");
  if (framework === 'vitest') lines.push("import { test } from 'vitest';");
  return lines;
}

function asRequire(line: string): string {
  const [, whole, names, specifier] = /^import (\w+)?(?:, )?(\{.*\})? from ('.*');$/.exec(line)!;
  const required = `require(${specifier})`;
  if (whole === undefined) return `const ${names} = ${required};`;
  return `const ${whole} = ${required};${names === undefined ? '' : `\nconst ${names} = ${whole};`}`;
}

function constants({ limitMs, what: { answer } }: Plan): string {
  const lines = [
    '/** How long the code may take. Longer than any timeout that it has. */',
    `const LIMIT_MS = ${milliseconds(limitMs)};`,
    'const { setTimeout: sleep } = timers;',
  ];
  if (answer.some((line) => line.includes('json'))) lines.push("const json = { 'content-type': 'application/json' };");
  return lines.join('\n');
}

function testPiece(plan: Plan, specifier: string, commonJs: boolean): string {
  const { request, what } = plan;
  const title = `'${what.title.replaceAll("'", "\\'")}'`;
  const allowance = `LIMIT_MS + ${milliseconds(10_000)}`;
  const body = testBody(plan, specifier, commonJs);
  switch (request.framework) {
    case 'mocha':
      return [`it(${title}, async function () {`, ...indented([`this.timeout(${allowance});`, ...body], 1), '});'].join(
        '\n',
      );
    case 'node:test':
      return [`test(${title}, { timeout: ${allowance} }, async () => {`, ...indented(body, 1), '});'].join('\n');
    default:
      return [`test(${title}, async () => {`, ...indented(body, 1), `}, ${allowance});`].join('\n');
  }
}

function testBody(plan: Plan, specifier: string, commonJs: boolean): string[] {
  const { what, entry } = plan;
  const environment = [...environmentFor(plan.request.file)].map(([name, value]) => `${name}: ${value}`);
  const run = `settle(() => ${invocation(plan)}, server.ended)`;
  const used = what.answer.join('\n');
  const parameters = /\bend\b(?!\()|\bend\(\)/.test(used.replace(/\.end\(/g, '')) ? 'response, n, end' : 'response, n';
  return [
    `const server = await startServer((${parameters}) => {`,
    ...what.answer,
    '});',
    'const requests = redirectRequests(server.url);',
    ...(what.waits ? ['const timing = shortenWaits();'] : []),
    ...(environment.length > 0 ? [`Object.assign(process.env, { ${environment.join(', ')} });`] : []),
    'let hasSettled = false;',
    'try {',
    importOf(entry, specifier, commonJs),
    ...(what.twice ? [`await ${run};`, 'const first = timing.waits.splice(0);'] : []),
    `const outcome = await ${run};`,
    "hasSettled = outcome.state === 'resolved' || outcome.state === 'rejected';",
    `assert.notEqual(server.requests.length, 0, \`No request arrived: check the arguments of ${entry.label} in this test. \${outcome.error}\`);`,
    ...what.checks,
    '} finally {',
    'requests.close();',
    'server.stop();',
    ...(what.waits ? ['timing.restore();'] : []),
    'if (hasSettled) requests.restore();',
    '}',
  ];
}

function importOf({ exported, local }: Entry, specifier: string, commonJs: boolean): string {
  if (commonJs) {
    if (exported === '=') return `const ${local} = require('${specifier}');`;
    return `const { ${exported === local ? local : `${exported}: ${local}`} } = require('${specifier}');`;
  }
  const name = exported === '=' ? 'default' : exported;
  return `const { ${name === local ? local : `${name}: ${local}`} } = await import('${specifier}');`;
}

function invocation({ request: { file }, entry }: Plan): string {
  const given = argumentsFor(file, entry.fn);
  const { local, member, inClass } = entry;
  if (member === undefined) return `${local}(${given})`;
  if (!inClass || inClass.isStatic) return `${local}.${member}(${given})`;
  const maker = inClass.node.body.body.find(
    (one) => one.type === 'MethodDefinition' && one.kind === 'constructor' && one.value.type === 'FunctionExpression',
  );
  const made = maker?.type === 'MethodDefinition' ? argumentsFor(file, maker.value) : '';
  return `new ${local}(${made}).${member}(${given})`;
}
