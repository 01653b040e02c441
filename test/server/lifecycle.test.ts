import { describe, expect, it } from 'vitest';
import { Lifecycle } from '../../src/server/lifecycle.ts';

const initialize = { id: 1, method: 'initialize', params: { processId: null, capabilities: {} } };
const hover = { id: 2, method: 'textDocument/hover', params: {} };
const opened = (text: unknown, uri: unknown = 'file:///a.ts') => ({
  method: 'textDocument/didOpen',
  params: { textDocument: { uri, text, languageId: 'typescript', version: 1 } },
});

function begun(): Lifecycle {
  const life = new Lifecycle();
  expect(life.refuses(initialize)).toBeUndefined();
  return life;
}

describe('before initialize', () => {
  it('requests are refused as the protocol says, and notifications left out', () => {
    const life = new Lifecycle();
    expect(life.refuses(hover)).toEqual({ code: -32002, message: '"textDocument/hover" came before "initialize".' });
    expect(life.refuses({ id: 'a', method: 'shutdown' })).toMatchObject({ code: -32002 });
    expect(life.refuses(opened(''))).toBe('dropped');
    expect(life.refuses({ method: 'exit' })).toBeUndefined();
    expect(life.shutDown).toBe(false);
  });

  it.each([[undefined], [null], [7], [[]], [{}], [{ capabilities: null }], [{ capabilities: [] }]])(
    'initialize with %j says what is missing, and may be tried again',
    (params) => {
      const life = new Lifecycle();
      expect(life.refuses({ ...initialize, params })).toEqual({
        code: -32602,
        message: '"capabilities" is missing or malformed.',
      });
      expect(life.refuses(initialize)).toBeUndefined();
    },
  );
});

it('initialize comes once', () => {
  expect(begun().refuses(initialize)).toMatchObject({ code: -32600 });
});

it('after shutdown only exit is taken', () => {
  const life = begun();
  expect(life.refuses({ id: 9, method: 'shutdown' })).toBeUndefined();
  expect(life.shutDown).toBe(true);
  expect(life.refuses(hover)).toMatchObject({ code: -32600 });
  expect(life.refuses(initialize)).toMatchObject({ code: -32600 });
  expect(life.refuses(opened(''))).toBe('dropped');
  expect(life.refuses({ method: 'exit' })).toBeUndefined();
});

describe('notifications', () => {
  it.each([
    [opened(5)],
    [opened('', 7)],
    [{ method: 'textDocument/didOpen' }],
    [{ method: 'textDocument/didOpen', params: null }],
    [{ method: 'textDocument/didChange', params: { textDocument: { uri: 'file:///a' } } }],
    [{ method: 'textDocument/didClose', params: { textDocument: null } }],
    [{ method: 'workspace/didChangeConfiguration' }],
    [{ method: 'workspace/didChangeWatchedFiles', params: { changes: [null] } }],
    [{ method: 'workspace/didChangeWatchedFiles', params: {} }],
    [{ method: 'workspace/didChangeWorkspaceFolders', params: { event: null } }],
    [{ method: 'workspace/didChangeWorkspaceFolders', params: { event: { added: [{}], removed: [] } } }],
  ])('that lack what they are about are left out: %j', (message) => {
    expect(begun().refuses(message)).toBe('dropped');
  });

  it.each([
    [opened('')],
    [{ method: 'textDocument/didChange', params: { textDocument: { uri: 'file:///a' }, contentChanges: [] } }],
    [{ method: 'textDocument/didClose', params: { textDocument: { uri: 'file:///a' } } }],
    [{ method: 'workspace/didChangeConfiguration', params: { settings: null } }],
    [{ method: 'workspace/didChangeWatchedFiles', params: { changes: [{ uri: 'file:///a', type: 2 }] } }],
    [{ method: 'workspace/didChangeWorkspaceFolders', params: { event: { added: [], removed: [] } } }],
    [{ method: 'initialized', params: {} }],
    [{ method: '$/cancelRequest', params: { id: 3 } }],
  ])('that have it are taken: %j', (message) => {
    expect(begun().refuses(message)).toBeUndefined();
  });

  it('and answers to what the server asked are taken at any time', () => {
    expect(new Lifecycle().refuses({ id: 4 })).toBeUndefined();
    expect(begun().refuses({ id: 4 })).toBeUndefined();
  });
});
