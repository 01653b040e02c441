import { isFunction, isIdentifier } from '../ast/nodes.ts';
import type { Node, ParsedFile } from '../ast/types.ts';

const frameworks = new Set([
  'vitest',
  'node:test',
  '@jest/globals',
  '@playwright/test',
  'ava',
  'tap',
  'mocha',
  'supertest',
  'nock',
  'msw',
  'msw/node',
  'bun:test',
  'chai',
  'sinon',
  'cucumber',
  '@cucumber/cucumber',
]);

/** It loads a test runner or its helpers, or declares suites with a runner's globals. */
export function testsByItself(file: ParsedFile): boolean {
  return (
    declaresSuites(file) || file.ast.body.some((statement) => loaded(statement).some((one) => frameworks.has(one)))
  );
}

/** What a statement at the top loads: `import ... from 'chai'`, `const { expect } = require('chai')`. */
function loaded(statement: Node): readonly string[] {
  if (statement.type === 'ImportDeclaration') return [statement.source.value];
  if (statement.type !== 'VariableDeclaration') return [];
  return statement.declarations.flatMap(({ init }) => {
    const call = init?.type === 'MemberExpression' ? init.object : init;
    if (call?.type !== 'CallExpression' || !isIdentifier(call.callee, 'require')) return [];
    const [source] = call.arguments;
    return source?.type === 'Literal' && typeof source.value === 'string' ? [source.value] : [];
  });
}

const testWords =
  /\b(?:assert|expect|step)\s*[.(]|\bassert(?:\/strict)?['"]|\bcucumber\b|\bTEST_[A-Z]|\b(?:mock|stub|fake|fixture)(?:s|ed)?(?:[A-Z]\w*)?\b|\b(?:before|after)(?:Each|All)\b|\btest (?:utilit|helper)/;

/** Helpers of tests: they assert, set up and tear down, or stand in for something. */
export function supportsTests(text: string): boolean {
  return testWords.test(text);
}

const goingOn =
  /\.\s*listen\s*\(|\bcreateServer\s*\(|\b(?:Deno|Bun)\.serve\b|\bsetInterval\s*\(|\bcron\b|\bnew\s+(?:\w+\.)?(?:Worker|Queue|Consumer|CronJob)\b|\.\s*(?:consume|subscribe)\s*\(/i;
const byHand = /^#!|\bprocess\.(?:argv|exit)\b|\brequire\.main\b|\bimport\.meta\.main\b/;

const alsoGoingOn =
  /\bwhile\s*\(\s*(?:true|1)\s*\)|\bfor\s*\(\s*;\s*;\s*\)|\.\s*(?:launch|login|startPolling|watch|schedule|receiveMessage|process)\s*\(|\.\s*(?:on|addListener|addEventListener)\s*\(\s*['"`](?:message|connection|ready|request|update|messageCreate|change)|\bsetTimeout\s*\(\s*[\w$.]+\s*[,)](?!\s*ms\b)|\bnew\s+(?:\w+\.)?(?:WebSocket|Bot|Server|App|Agenda|Telegraf)\b|\b(?:serve|schedule\w*|startServer|createApp|bootstrap|app\.start|server\.start)\s*\(/;

/** Something in it stays: a server, a consumer, a schedule, a loop without an end. */
export function goesOn(text: string): boolean {
  // `new Promise((resolve) => setTimeout(resolve, 500))` only waits.
  const rest = text.replace(/\bsetTimeout\s*\(\s*(?:r|res|resolve|done|ok|cb)\s*,/g, '');
  return goingOn.test(rest) || alsoGoingOn.test(rest);
}

/** It has something for other files. */
export function exportsSomething({ ast, text }: ParsedFile): boolean {
  return ast.body.some(({ type }) => /^Export/.test(type)) || /(?:^|[^.\w])(?:module\.)?exports\b\s*[.=[]/.test(text);
}

/** A statement at the top calls the function of that name, also where it waits for it. */
export function startedBy({ ast }: ParsedFile, name: string | undefined): boolean {
  return name !== undefined && ast.body.some((statement) => isIdentifier(startedIn(statement), name));
}

/** Started by hand, done, and ended: nothing for other files to use, and nothing in it goes on. */
export function runsOnce({ ast, text }: ParsedFile): boolean {
  if (goingOn.test(text)) return false;
  const starts = ast.body.some((statement) => startsMain(statement));
  // What it exports may be there for its tests.
  if (ast.body.some(({ type }) => /^Export/.test(type)) || /\bmodule\.exports\s*=/.test(text))
    return starts && byHand.test(text);
  return starts || byHand.test(text);
}

/** It takes nothing of the project, and gives it nothing: one file that is run by itself. */
export function standsAlone({ ast, text }: ParsedFile): boolean {
  if (ast.body.some(({ type }) => /^Export/.test(type)) || /\b(?:module\.)?exports\b/.test(text)) return false;
  return !/(?:\bfrom|\brequire\s*\(|\bimport\s*\(?)\s*['"`]\.{1,2}\//.test(text);
}

/** `main()`, `run().catch(report)`. */
function startsMain(statement: Node): boolean {
  const started = startedIn(statement);
  return started !== undefined && (isIdentifier(started) || isFunction(started));
}

/** What a statement calls, under all that is chained to it. */
function startedIn(statement: Node): Node | undefined {
  if (statement.type !== 'ExpressionStatement') return undefined;
  let at: Node = statement.expression;
  if (at.type === 'AwaitExpression') at = at.argument;
  if (at.type === 'UnaryExpression' && at.operator === 'void') at = at.argument;
  while (at.type === 'CallExpression' && at.callee.type === 'MemberExpression') at = at.callee.object;
  return at.type === 'CallExpression' ? at.callee : undefined;
}

const HEAD_CHARACTERS = 1_500;
const spoken =
  /\b(?:for (?:local )?(?:development|testing)(?: purposes)? only|(?:local )?(?:development|dev)[- ]only|only (?:for|in|during) (?:local )?(?:development|testing)|never (?:use|run) (?:this |it )?in production|not (?:meant |intended )?for production|test(?:ing)? utilities|utilities for (?:unit |integration )?test(?:s|ing))\b/i;
const devMessage = /\(\s*['"`]\[?DEV(?:\]|:)\s/;

/** Its first comment says so, or what it logs. */
export function saysSo(text: string): boolean {
  const head = /^(?:#![^\n]*\n)?(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/.exec(text.slice(0, HEAD_CHARACTERS))?.[0] ?? '';
  return (spoken.test(head) || devMessage.test(text)) && !goingOn.test(text);
}

/** It asks whoever sits in front of it. */
export function asksSomebody(text: string): boolean {
  return /\breadline\b/.test(text) && /\bprocess\.stdin\b/.test(text);
}

/** Only ever loaded where a program is being written. */
const devServers =
  /(?:\bfrom|\brequire\s*\(|\bimport\s*\(?)\s*['"](?:webpack-dev-(?:server|middleware)|webpack-hot-middleware|browser-sync|live-server|json-server|nodemon|concurrently|localtunnel|ngrok|@ngrok\/ngrok|http-server|testcontainers|docker-compose|dockerode-compose|electron-reload|esbuild-serve)['"]/;

/** A factory of tests, whose addresses hold the number of the runner's worker; a server that only ever runs Vite. */
export function isForDevelopment(text: string): boolean {
  if (/\$\{\s*(?:process\.)?env\.(?:JEST_WORKER_ID|VITEST_(?:WORKER|POOL)_ID)\b/.test(text)) return true;
  if (devServers.test(text) && !/\bNODE_ENV\b|\bproduction\b/i.test(text)) return true;
  const vite = /\bimport\s*\{[^}]*\bcreateServer\b[^}]*\}\s*from\s*['"]vite['"]/.test(text);
  return vite && !/\bNODE_ENV\b|\bproduction\b/i.test(text);
}

/** What a compiler wrote into the project, which nobody edits: the loader of a WebAssembly module. */
export function isCompiled(text: string): boolean {
  return /\bModule\b/.test(text) && /\binstantiateWasm\b|\bwasmBinaryFile\b|\b__wbg_init\b/.test(text);
}

const suites = /^(?:describe|suite|context)$/;

/** `describe('...', () => ...)` at the top, from no import and no definition: a test runner's global. */
function declaresSuites({ ast, scopes }: ParsedFile): boolean {
  return ast.body.some((statement) => {
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression') return false;
    const { callee, arguments: args } = statement.expression;
    const root = callee.type === 'MemberExpression' ? callee.object : callee;
    if (root.type !== 'Identifier' || !suites.test(root.name) || !isFunction(args[1])) return false;
    return !scopes.scopes.some(({ variables }) =>
      variables.some(({ name, defs }) => name === root.name && defs.length > 0),
    );
  });
}
