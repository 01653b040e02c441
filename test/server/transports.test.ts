import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { version } from '../../package.json';
import { PlainClient, startServer } from './client.ts';

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

function start(...args: string[]): ChildProcess {
  const child = startServer(...args);
  started.push(child);
  return child;
}

function overStdio(): { client: PlainClient; child: ChildProcess } {
  const child = start('--stdio');
  return { child, client: new PlainClient(child.stdout!, child.stdin!) };
}

describe('transports', () => {
  it.each(['stdio', 'socket', 'pipe'])('serves over %s, says who it is, and leaves when told', async (transport) => {
    let child: ChildProcess;
    let client: PlainClient;
    const listener = createServer();
    if (transport === 'stdio') ({ child, client } = overStdio());
    else {
      const path =
        process.platform === 'win32'
          ? String.raw`\\.\pipe\breakwater-test`
          : join(tmpdir(), `breakwater-${process.pid}.sock`);
      listener.listen(transport === 'socket' ? { port: 0, host: '127.0.0.1' } : { path });
      await once(listener, 'listening');
      child = start(transport === 'socket' ? `--socket=${(listener.address() as AddressInfo).port}` : `--pipe=${path}`);
      const [socket] = (await once(listener, 'connection')) as [Socket];
      client = new PlainClient(socket, socket);
    }
    expect((await client.initialize()).serverInfo).toEqual({ name: 'Breakwater', version });
    await client.request('shutdown');
    const exit = once(child, 'exit');
    client.notify('exit', null);
    expect(await exit).toEqual([0, null]);
    listener.close();
  });

  it('refuses to start without one, and says which there are', async () => {
    const child = start();
    let err = '';
    child.stderr!.on('data', (chunk) => (err += String(chunk)));
    expect(await once(child, 'close')).toEqual([2, null]);
    expect(err).toBe('breakwater: lsp requires --stdio, --socket, --pipe or --node-ipc\n');
  });
});

describe('a client out of turn', () => {
  it('is answered with the code of the protocol, and can begin and end after that', async () => {
    const { client, child } = overStdio();
    await expect(client.request('textDocument/hover', {})).rejects.toMatchObject({ code: -32002 });
    await expect(client.request('initialize', {})).rejects.toMatchObject({
      code: -32602,
      message: '"capabilities" is missing or malformed.',
    });
    await client.initialize();
    await expect(client.request('initialize', { capabilities: {} })).rejects.toMatchObject({ code: -32600 });
    await client.request('shutdown');
    await expect(client.request('textDocument/hover', {})).rejects.toMatchObject({ code: -32600 });
    const exit = once(child, 'exit');
    client.notify('exit', null);
    expect(await exit).toEqual([0, null]);
  });

  it.each([
    ['--socket=99999', "--socket must be a port from 1 to 65535, not '99999'"],
    ['--socket=0', "--socket must be a port from 1 to 65535, not '0'"],
    ['--pipe=', '--pipe must be the name of a pipe or socket file'],
    ['--clientProcessId=abc', "--clientProcessId must be the id of a process, not 'abc'"],
  ])('is told what is wrong with %s', async (argument, why) => {
    const child = start(argument.startsWith('--client') ? '--stdio' : argument, argument);
    let err = '';
    child.stderr!.on('data', (chunk) => (err += String(chunk)));
    expect(await once(child, 'close')).toEqual([2, null]);
    expect(err).toBe(`breakwater: ${why}\n`);
  });
});

describe('a client that cannot be reached', () => {
  it.each([
    ['--socket=1', 'port 1 (ECONNREFUSED)'],
    ['--pipe=/nowhere/x', 'the pipe /nowhere/x (ENOENT)'],
  ])('is named: %s', async (argument, place) => {
    const child = start(argument);
    let err = '';
    child.stderr!.on('data', (chunk) => (err += String(chunk)));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(err).toBe(`breakwater: no client can be reached on ${place}\n`);
  });
});

describe('an end of the client', () => {
  it('ends the server when its input closes', async () => {
    const { client, child } = overStdio();
    await client.initialize();
    child.stdin!.end();
    expect(await once(child, 'exit')).toEqual([1, null]);
  });

  it('ends the server when the process that started it is gone, though the input stays open', async () => {
    const parent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e3)']);
    started.push(parent);
    const { client, child } = overStdio();
    await client.initialize({}, { processId: parent.pid });
    parent.kill('SIGKILL');
    expect(await once(child, 'exit')).toEqual([1, null]);
  });
});

describe('garbage on the wire', () => {
  it.each([
    ['broken JSON', 'Content-Length: 5\r\n\r\n{bad}', -32700],
    ['a header without a length', 'Foo: 1\r\n\r\n', -32700],
    ['text that is no message', 'hello world\r\n\r\n{}', -32700],
    ['a length that is no number', 'Content-Length: many\r\n\r\n', -32700],
    ['a length beyond all measure', 'Content-Length: 99999999999999\r\n\r\n', -32700],
    ['a length beyond measure, with a body', 'Content-Length: 99999999999\r\n\r\n{"jsonrpc":"2.0","id":7}', -32700],
    ['a length beyond measure, with half a header', 'Content-Length: 99999999999\n\n', -32700],
    ['null', 'Content-Length: 4\r\n\r\nnull', -32600],
    ['a batch', 'Content-Length: 2\r\n\r\n[]', -32600],
    ['a length that is too short', 'Content-Length: 3\r\n\r\n{"a": 1}', -32700],
  ])('is answered, and the server goes on: %s', async (_, text, code) => {
    const { client } = overStdio();
    client.raw(text);
    expect((await client.initialize()).serverInfo).toMatchObject({ name: 'Breakwater' });
    const { error } = await client.next(({ id }) => id === null);
    expect(error?.code).toBe(code);
  });

  it.each([['no'], [{}], [[null, { uri: 7 }]], [null]])(
    'is no reason to refuse a client: folders %j',
    async (folders) => {
      const { client } = overStdio();
      const params = { processId: null, capabilities: {}, rootUri: 5, workspaceFolders: folders };
      expect(await client.request('initialize', params)).toMatchObject({ serverInfo: { version } });
    },
  );

  it('is an answer to requests that do not exist and parameters that make no sense', async () => {
    const { client } = overStdio();
    await client.initialize();
    await expect(client.request('textDocument/nothing', {})).rejects.toMatchObject({ code: -32601 });
    await expect(client.request('textDocument/hover', null)).rejects.toMatchObject({ code: expect.any(Number) });
    const invalid = { code: -32602 };
    for (const [method, params] of [
      ['workspace/executeCommand', { command: 'rm', arguments: ['-rf'] }],
      ['workspace/executeCommand', {}],
      ['workspace/executeCommand', { command: 'breakwater.runbook.stepCommand', arguments: [7] }],
      ['textDocument/codeAction', { textDocument: { uri: 'file:///a.ts' } }],
      ['textDocument/codeAction', { textDocument: { uri: 'file:///a.ts' }, range: {}, context: {} }],
      ['textDocument/codeAction', { textDocument: {}, range: null, context: 7 }],
      ['textDocument/hover', { textDocument: { uri: 'file:///a.ts' }, position: { line: 'x' } }],
      ['textDocument/documentSymbol', {}],
      ['breakwater/page', [['dead-link']]],
      ['breakwater/page', ['dead-link', 'secret']],
      ['breakwater/page', { id: 'dead-link' }],
      ['breakwater/affectedCalls', { uri: 7 }],
    ] as const)
      await expect(client.request(method, params), `${method} ${JSON.stringify(params)}`).rejects.toMatchObject(
        invalid,
      );
    expect(
      await client.request('textDocument/hover', {
        textDocument: { uri: 'file:///no' },
        position: { line: 9, character: 9 },
      }),
    ).toBe(null);
  });
});
