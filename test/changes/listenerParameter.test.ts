import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { changed } from './changes.ts';

const RULE = 'missing-error-listener';

/** What a strict project says of a text: the codes of its errors. Modules and globals are of any type, but for `ws`. */
function strictErrors(text: string): readonly number[] {
  const sources = new Map([
    ['/a.ts', text],
    [
      '/globals.d.ts',
      `declare const require: any, console: any; declare module 'amqplib'; declare module 'pg'; declare module 'ws' { export default class WebSocket { constructor(url: string); send(data: string): void; on(event: 'error', listener: (error: Error) => void): this; } }`,
    ],
  ]);
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    types: [],
    lib: ['lib.es2022.d.ts'],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    esModuleInterop: true,
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (path, language) => {
    const own = sources.get(path);
    return own === undefined ? read(path, language) : ts.createSourceFile(path, own, language);
  };
  host.fileExists = (path) => sources.has(path);
  const program = ts.createProgram([...sources.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ code }) => code);
}

const typed = { path: '/project/src/file.ts' };

describe('a listener on what is of any type', () => {
  it.each([
    [
      'a field',
      `import amqp from 'amqplib';
export class Queue {
  private connection: any = null;
  async open() {
    this.connection = await amqp.connect('amqp://mq', { timeout: 5_000 });
  }
}`,
    ],
    [
      'a variable that may be null',
      `import amqp from 'amqplib';
let connection: any | null = null;
export async function open() {
  connection = await amqp.connect('amqp://mq', { timeout: 5_000 });
}
export const isOpen = () => connection !== null;`,
    ],
    [
      'what comes of require',
      `const { Pool } = require('pg');
export const pool = new Pool({ query_timeout: 500, connectionTimeoutMillis: 500 });`,
    ],
    [
      'a field that the constructor takes',
      `import amqp from 'amqplib';
export class Queue {
  constructor(private connection: any) {}
  async open() {
    this.connection = await amqp.connect('amqp://mq', { timeout: 5_000 });
  }
}`,
    ],
  ])('says of which type its error is: %s', async (_, text) => {
    const after = await changed(RULE, text, 0, typed);
    expect(after).toContain(".on('error', (error: Error) => console.error(error))");
    expect(strictErrors(after)).toEqual([]);
    // Without it the project would not compile: implicitly any.
    expect(strictErrors(after.replace('error: Error', 'error'))).toEqual([7006]);
  });

  it.each([
    [
      'whose type is written',
      `import WebSocket from 'ws';
export class Feed {
  private any: any[] = [];
  private socket: WebSocket | null = null;
  open() {
    this.socket = new WebSocket('wss://feed.example');
    return this.any;
  }
}`,
    ],
    [
      'whose type is that of its class',
      `import WebSocket from 'ws';\nconst socket = new WebSocket('wss://feed.example');\nsocket.send('hello');`,
    ],
  ])('leaves it to the type of the object %s', async (_, text) => {
    const after = await changed(RULE, text, 0, typed);
    expect(after).toContain(".on('error', (error) => console.error(error))");
    expect(strictErrors(after)).toEqual([]);
  });

  it('writes no type in JavaScript', async () => {
    const text = `const { Pool } = require('pg');\nexports.pool = new Pool({ query_timeout: 500, connectionTimeoutMillis: 500 });`;
    expect(
      await changed(RULE, text.replace('exports.pool', 'const pool'), 0, { path: '/project/src/file.js' }),
    ).toContain("pool.on('error', (error) => console.error(error))");
  });
});
