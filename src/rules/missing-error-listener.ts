import type { Emitter } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import { defineRule } from './defineRule.ts';
import type { Finding } from './model.ts';
import { callName } from './wording.ts';
import { listenerSuggestion, pipeSuggestion } from '../changes/errorListener.ts';
import { calleeRange } from '../ast/locate.ts';

/** A lost connection is resumed once; what comes after that ends it. */
const changeStream = { what: 'change stream', when: 'an error that it cannot resume after', ends: true } as const;

/**
 * What crashes the process, by the library whose object throws when `'error'` has no listener. `served`: a command may
 * well end with it; `ends`: it is over after the error, so that a listener that only logs hides that.
 */
const throwing: Readonly<
  Record<
    string,
    {
      readonly what: string;
      readonly when: string;
      readonly brief?: true;
      readonly served?: true;
      readonly ends?: true;
    }
  >
> = {
  pg: { what: 'pg connection', when: 'a dropped idle connection' },
  redis: { what: 'redis client', when: 'a lost or refused connection', brief: true },
  amqplib: { what: 'amqplib connection', when: 'a connection or channel closed by the broker' },
  'sqs-consumer': { what: 'SQS consumer', when: 'a failed receive or delete' },
  'kafka-node': { what: 'kafka-node client', when: 'a lost broker' },
  'fluent-ffmpeg': { what: 'ffmpeg command', when: 'a file that ffmpeg rejects', served: true },
  mqtt: { what: 'mqtt client', when: 'a connection refused by the broker' },
  'node:http': { what: 'HTTP request', when: 'a refused or reset connection', brief: true },
  'node:http2': { what: 'HTTP/2 session', when: 'a refused or reset connection', brief: true },
  ws: { what: 'WebSocket', when: 'a refused or reset connection', brief: true },
  'node:net': { what: 'socket', when: 'a refused or reset connection', brief: true },
  'node:fs read': { what: 'file stream', when: "a file that is missing or can't be read", served: true },
  'node:fs write': { what: 'file stream', when: "a full disk or a path that can't be written", served: true },
  'node:zlib': { what: 'decompression stream', when: 'truncated or invalid input', served: true },
  'node:child_process': { what: 'child process', when: "a program that can't be started", served: true },
  'node:worker_threads': { what: 'worker', when: 'an error that the worker does not catch', served: true },
  'node:dgram': { what: 'UDP socket', when: 'a failed lookup, bind or send' },
  archiver: { what: 'archive', when: 'a file that goes missing', served: true },
  'http-proxy sent': { what: 'proxy', when: 'a target that refuses or drops a connection' },
  'mongodb changes': changeStream,
  'mongoose changes': changeStream,
  'node:net accepted': { what: 'accepted socket', when: 'a client that drops its connection' },
  'node:http accepted': { what: 'upgraded socket', when: 'a client that drops its connection' },
  'ws accepted': { what: 'accepted WebSocket', when: 'a client that sends an invalid frame' },
};

export const missingErrorListener = defineRule({
  id: 'missing-error-listener',
  description: "a connection, pool or request without an 'error' listener, which can crash the process",
  severity: 'error',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { cli: 'info' },
  check({ file, facts }) {
    return facts.emitters.flatMap((emitter) => {
      if (emitter.piped) return emitter.test || facts.environment === 'browser' ? [] : [brokenPipe(file, emitter)];
      const known = describe(emitter);
      if (!known || emitter.test || emitter.handedOn || emitter.listensForError !== false) return [];
      if (known.served && facts.environment === 'cli') return [];
      // What is closed again where it is made rarely fails between two calls, and those get the error.
      if (emitter.closed && !known.brief) return [];
      const survives = facts.survives?.exceptions === true;
      // The program hears of it, and what the library does next is the same.
      if (survives && (emitter.part === 'accepted' || !/^node:|^ws$/.test(emitter.library!))) return [];
      const name = emitter.name ? ` \`${emitter.name}\`` : '';
      const listener = listenerSuggestion(file, emitter);
      // Whoever waits for the end of a stream or program would wait on beside a listener that only logs.
      const suggestion = (known.served || known.ends) && listener?.title.endsWith('that logs') ? undefined : listener;
      const outcome = survives
        ? `whoever waits for it never hears of ${known.when}`
        : `${known.when} ${facts.environment === 'cli' ? 'ends the command' : 'crashes the process'}`;
      return [
        {
          range: calleeRange(file, emitter.range),
          message: `Add .on('error', …) to this ${known.what}${name}, or ${outcome}.`,
          suggestions: suggestion ? [suggestion] : [],
        },
      ];
    });
  },
});

function describe({ library, part }: Emitter): (typeof throwing)[string] | undefined {
  return library === undefined ? undefined : throwing[part ? `${library} ${part}` : library];
}

/** `pipe()` ends what it fills at the end of the source, and never because the source broke off. */
function brokenPipe(file: ParsedFile, emitter: Emitter): Finding {
  const suggestion = pipeSuggestion(file, emitter);
  return {
    range: calleeRange(file, emitter.range),
    message: `If ${callName(emitter)} breaks off, pipe() leaves its target open and half written. Use pipeline() of node:stream, or listen for 'error'.`,
    severity: 'warning',
    suggestions: suggestion ? [suggestion] : [],
  };
}
