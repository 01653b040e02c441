import type { Library, Member } from '../knowledge/schema.ts';

const open: Member = {
  request: { method: 'connect', url: 0, phase: 'connect', options: [1, 2], emitter: true },
  returns: 'Socket',
};

export const webSocket: Library = {
  name: 'ws',
  api: 'websocket',
  modules: ['ws'],
  exports: {
    default: 'SocketClass',
    WebSocket: 'SocketClass',
    EventSource: 'SocketClass',
    createWebSocketStream: {},
    WebSocketServer: {},
    Server: {},
  },
  typeNames: { WebSocket: 'Socket', default: 'Socket' },
  types: {
    SocketClass: { new: open, members: { WebSocket: { property: 'SocketClass' }, Server: {}, WebSocketServer: {} } },
    Socket: { emitter: true, members: {} },
  },
  timeouts: [
    { option: 'handshakeTimeout', bounds: 'call', acceptedAt: 'call' },
    { option: 'signal', bounds: 'call', unit: 'signal' },
  ],
  defaults: [
    {
      timeout: {
        operation: 'none',
        connect: 'none',
        why: 'opening a WebSocket has no timeout unless `handshakeTimeout` is set',
      },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'ws 8 doc/ws.md',
    },
  ],
};

/** Sockets with the browser's interface: an error that nobody listens for is dropped, it does not end the process. */
export const browserWebSocket: Library = {
  ...webSocket,
  name: 'websocket',
  modules: ['isomorphic-ws', 'reconnecting-websocket', 'websocket', 'eventsource'],
  globals: { WebSocket: 'SocketClass', EventSource: 'SocketClass' },
};
