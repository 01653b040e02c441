import { each } from '../knowledge/members.ts';
import type { RetryFigures } from '../knowledge/retryFigures.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const once: RetryFigures = { attempts: 1, delay: 'none', jitter: false, errors: 'all' };
const request: Member = { request: {} };
const withCallback: Member = { request: { callback: -1 } };

const makesLdap: Member = {
  request: { method: 'connect', phase: 'connect', emitter: true },
  returns: 'Client',
  createsClient: true,
  options: 0,
};
const ldapOperations = [
  'bind',
  'search',
  'add',
  'modify',
  'modifyDN',
  'del',
  'compare',
  'exop',
  'starttls',
  'startTLS',
];

const ldapjs: Library = {
  name: 'ldapjs',
  api: 'other:ldap',
  modules: ['ldapjs'],
  exports: { default: { members: { createClient: makesLdap } }, createClient: { call: makesLdap } },
  typeNames: { Client: 'Client' },
  types: {
    Client: { emitter: true, members: each([...ldapOperations, 'unbind'], withCallback) },
  },
  timeouts: [
    { option: 'timeout', bounds: 'call', acceptedAt: 'instance', off: [0] },
    {
      option: 'connectTimeout',
      bounds: 'connect',
      acceptedAt: 'instance',
      off: [0],
      why: '`connectTimeout` bounds connecting only',
    },
  ],
  defaults: [
    {
      timeout: { operation: 'none', connect: 'none', why: 'ldapjs has no timeout unless `timeout` is set' },
      retry: once,
      source: 'ldapjs 3.0.7 lib/client/client.js:123: timeout 0, connectTimeout 0',
    },
  ],
};

const ldapts: Library = {
  name: 'ldapts',
  api: 'other:ldap',
  modules: ['ldapts'],
  exports: { Client: { new: { returns: 'Client', createsClient: true, options: 0 } } },
  types: { Client: { members: each([...ldapOperations, 'searchPaginated'], request) } },
  timeouts: [
    { option: 'timeout', bounds: 'call', acceptedAt: 'instance', off: [0] },
    {
      option: 'connectTimeout',
      bounds: 'connect',
      acceptedAt: 'instance',
      why: '`connectTimeout` bounds connecting only',
    },
  ],
  defaults: [
    {
      timeout: { operation: 'none', why: 'ldapts has no timeout unless `timeout` is set' },
      retry: once,
      source: 'ldapts README: timeout 0, connectTimeout 0',
    },
  ],
};

const sftpOperations = [
  'readdir',
  'readFile',
  'writeFile',
  'appendFile',
  'mkdir',
  'rmdir',
  'unlink',
  'rename',
  'stat',
  'lstat',
  'exists',
  'open',
  'read',
  'write',
  'fastGet',
  'fastPut',
  'realpath',
  'chmod',
  'setstat',
  'symlink',
  'readlink',
];

const ssh2: Library = {
  name: 'ssh2',
  api: 'other:ssh2',
  modules: ['ssh2'],
  exports: {
    Client: { new: { returns: 'Client' } },
    default: { members: { Client: { property: { new: { returns: 'Client' } } } } },
  },
  types: {
    Client: {
      emitter: true,
      members: {
        connect: { request: { phase: 'connect', emitter: true, options: 0 }, returns: 'this' },
        ...each(['exec', 'shell', 'forwardOut', 'forwardIn', 'subsys'], withCallback),
        sftp: { request: { callback: -1 }, callback: { argument: 0, parameters: [null, 'Sftp'] } },
      },
    },
    Sftp: {
      members: {
        ...each(sftpOperations, withCallback),
        ...each(['createReadStream', 'createWriteStream'], { request: { streaming: true, emitter: true } }),
      },
    },
  },
  timeouts: [
    {
      option: 'readyTimeout',
      bounds: 'connect',
      acceptedAt: 'call',
      off: [0],
      why: '`readyTimeout` bounds the handshake',
    },
  ],
  defaults: [
    {
      timeout: {
        operation: 'none',
        connect: 'bounded',
        ms: { connect: 20_000 },
        why: 'ssh2 bounds the handshake (20 s) but no command',
      },
      retry: once,
      source: 'ssh2 1.17.0 lib/client.js:141 readyTimeout 20000; keepaliveInterval 0',
    },
  ],
};

const sftpMembers: Readonly<Record<string, Member>> = {
  ...each(sftpOperations, request),
  ...each(['createReadStream', 'createWriteStream'], { request: { streaming: true } }),
};

const ssh2Promise: Library = {
  name: 'ssh2-promise',
  api: 'other:ssh2-promise',
  modules: ['ssh2-promise'],
  namespace: 'ClientClass',
  exports: { default: 'ClientClass' },
  types: {
    ClientClass: { new: { returns: 'Client', createsClient: true, options: 0 } },
    Client: {
      members: {
        connect: { request: { phase: 'connect' }, returns: 'this' },
        ...each(['exec', 'spawn', 'shell', 'subsys', 'addTunnel'], request),
        sftp: { returns: 'Sftp' },
      },
    },
    Sftp: { members: sftpMembers },
  },
  retryOptions: { attempts: ['reconnectTries', 'reconnect'], countsAs: 'retries', off: [false, 0] },
  defaults: [
    {
      timeout: {
        operation: 'none',
        connect: 'bounded',
        ms: { connect: 20_000 },
        why: 'ssh2 bounds the handshake (20 s) but no command',
      },
      retry: once,
      connectRetry: {
        attempts: 11,
        delay: 'constant',
        baseMs: 5_000,
        jitter: false,
        errors: 'selective',
        why: 'ssh2-promise connects again 10 times, 5 s apart',
      },
      source: 'ssh2-promise 1.0.3 lib/sshConnection.js:33-36, :266; ssh2 lib/client.js readyTimeout 20000',
    },
  ],
};

const sftpClient = each(
  [
    'list',
    'exists',
    'stat',
    'get',
    'put',
    'fastGet',
    'fastPut',
    'append',
    'mkdir',
    'rmdir',
    'delete',
    'rename',
    'chmod',
  ],
  request,
);

const ssh2Sftp: Library = {
  name: 'ssh2-sftp-client',
  api: 'other:ssh2',
  modules: ['ssh2-sftp-client'],
  namespace: 'ClientClass',
  exports: { default: 'ClientClass' },
  types: {
    ClientClass: { new: { returns: 'Client' } },
    Client: {
      members: {
        ...sftpClient,
        connect: { request: { phase: 'connect', options: 0 } },
        ...each(['uploadDir', 'downloadDir', 'realPath', 'posixRename', 'rcopy'], request),
      },
    },
  },
  timeouts: [
    {
      option: 'readyTimeout',
      bounds: 'connect',
      acceptedAt: 'call',
      off: [0],
      why: '`readyTimeout` bounds the handshake',
    },
  ],
  defaults: [
    {
      timeout: {
        operation: 'none',
        connect: 'bounded',
        ms: { connect: 20_000 },
        why: 'ssh2 bounds the handshake (20 s) but no transfer',
      },
      retry: once,
      source: 'ssh2-sftp-client 12.1.1 README; ssh2 1.17.0 lib/client.js:141',
    },
  ],
};

const basicFtp: Library = {
  name: 'basic-ftp',
  api: 'other:ftp',
  modules: ['basic-ftp'],
  exports: { Client: { new: { returns: 'Client', createsClient: true } } },
  types: {
    Client: {
      members: {
        ...each(['access', 'connect'], { request: { phase: 'connect' } }),
        ...each(
          [
            'list',
            'uploadFrom',
            'appendFrom',
            'downloadTo',
            'uploadFromDir',
            'downloadToDir',
            'remove',
            'rename',
            'ensureDir',
            'cd',
            'pwd',
            'send',
            'size',
            'lastMod',
            'removeDir',
            'clearWorkingDir',
          ],
          request,
        ),
      },
    },
  },
  defaults: [
    {
      timeout: { operation: 'bounded', ms: { idle: 30_000 }, why: 'basic-ftp ends a silent connection after 30 s' },
      retry: once,
      source: 'basic-ftp README: new Client(timeout = 30000)',
    },
  ],
};

/** Datagrams: `socket.send(message, port, address, callback)`. */
const nodeDgram: Library = {
  name: 'node:dgram',
  api: 'other:dgram',
  modules: ['dgram', 'node:dgram'],
  exports: {
    createSocket: { call: { returns: 'Socket' } },
    default: { members: { createSocket: { returns: 'Socket' } } },
  },
  typeNames: { Socket: 'Socket' },
  types: { Socket: { emitter: true, members: { send: { request: { callback: -1 } } } } },
  defaults: [
    {
      timeout: { operation: 'unknown', why: 'a datagram has no answer of its own to wait for' },
      retry: once,
      source: 'nodejs.org dgram socket.send',
    },
  ],
};

const acmeOperations = [
  'createAccount',
  'updateAccount',
  'createOrder',
  'getOrder',
  'finalizeOrder',
  'getAuthorizations',
  'completeChallenge',
  'verifyChallenge',
  'waitForValidStatus',
  'getCertificate',
  'revokeCertificate',
  'auto',
  'getTermsOfServiceUrl',
  'deactivateAuthorization',
];

const acmeClient: Library = {
  name: 'acme-client',
  api: 'other:acme',
  modules: ['acme-client'],
  exports: {
    Client: { new: { returns: 'Client', createsClient: true, options: 0 } },
    default: { members: { Client: { property: { new: { returns: 'Client', createsClient: true, options: 0 } } } } },
  },
  types: { Client: { members: each(acmeOperations, request) } },
  defaults: [
    {
      timeout: { operation: 'none', why: 'acme-client sends with axios and sets no timeout' },
      retry: {
        attempts: 6,
        delay: 'server',
        jitter: false,
        errors: 'selective',
        why: 'acme-client repeats a request 5 times on 429 and 5xx',
      },
      source: 'acme-client 5.4.0 src/axios.js:27: retryMaxAttempts 5, retryDefaultDelay 5',
    },
  ],
};

/** acme.js of the Greenlock family. */
const acme: Library = {
  name: 'acme',
  api: 'other:acme',
  modules: ['acme', '@root/acme'],
  exports: {
    default: { members: { create: { returns: 'Client', createsClient: true, options: 0 } } },
    create: { call: { returns: 'Client', createsClient: true, options: 0 } },
  },
  types: {
    Client: {
      members: {
        init: request,
        accounts: { property: { members: each(['create', 'update'], request) } },
        certificates: { property: { members: each(['create'], request) } },
      },
    },
  },
  defaults: [
    {
      timeout: { operation: 'none', why: 'acme.js sends with @root/request and sets no timeout' },
      retry: once,
      source: '@root/acme README; @root/request is node:https without a timer',
    },
  ],
};

const proxied: Member = { request: { emitter: true, options: -1, streaming: true } };

const httpProxy: Library = {
  name: 'http-proxy',
  api: 'http',
  modules: ['http-proxy', 'httpxy'],
  exports: {
    default: {
      members: {
        createProxyServer: { returns: 'Proxy', createsClient: true, options: 0 },
        createServer: { returns: 'Proxy', createsClient: true, options: 0 },
        createProxy: { returns: 'Proxy', createsClient: true, options: 0 },
      },
      new: { returns: 'Proxy', createsClient: true, options: 0 },
    },
    ...Object.fromEntries(
      ['createProxyServer', 'createServer', 'createProxy'].map((name) => [
        name,
        { call: { returns: 'Proxy', createsClient: true, options: 0 } satisfies Member },
      ]),
    ),
  },
  types: { Proxy: { emitter: true, members: each(['web', 'ws'], proxied) } },
  timeouts: [
    { option: 'proxyTimeout', bounds: 'idle', countsAsBound: true, off: [0], why: '`proxyTimeout` is idle time' },
  ],
  defaults: [
    {
      timeout: { operation: 'none', why: 'http-proxy waits for the target without end unless `proxyTimeout` is set' },
      retry: once,
      source: 'http-proxy 1.18.1 lib/http-proxy/passes/web-incoming.js:139',
    },
  ],
};

/** Protocols beside HTTP, and what speaks them. */
export const protocols: readonly Library[] = [
  ldapjs,
  ldapts,
  ssh2,
  ssh2Promise,
  ssh2Sftp,
  basicFtp,
  nodeDgram,
  acmeClient,
  acme,
  httpProxy,
];
