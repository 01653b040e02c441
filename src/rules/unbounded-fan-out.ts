import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import type { ParsedFile } from '../ast/types.ts';
import { limitedFanOut } from '../changes/fanOutChange.ts';
import type { RemoteCall } from '../facts/model.ts';
import type { Range } from '../text/range.ts';
import type { Finding } from './model.ts';
import { isLocal } from './protection.ts';
import { callName } from './wording.ts';

/** A pool, a connection or the resolver's threads take one after the other, whatever number is started. */
const queues = /^(?:db|cache|queue|other:dns)$/;
/** They talk to a program of the same machine over its socket: nobody's server is flooded. */
const local = /^sdk:dockerode$|^(?:dockerode|testcontainers|@testcontainers\/.*|docker-compose|node-docker-api)$/;

export const unboundedFanOut = defineRule({
  id: 'unbounded-fan-out',
  description: 'one request per element of a collection, all at once',
  severity: 'info',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { cli: 'off', browser: 'off' },
  defaultOptions: { everyList: false },
  presetOptions: { strict: { everyList: true }, all: { everyList: true } },
  options: {
    everyList: {
      type: 'boolean',
      description: 'Also where nothing tells how long the list may get. On in the presets strict and all.',
    },
  },
  check({ file, facts, options }) {
    const places = new Set<number>();
    const here = facts.calls.filter(isFlood).flatMap((call): Finding[] => {
      const { grows, through, by } = call.spread!;
      if (!options.everyList && (!grows || goesToMany(file, call))) return [];
      // One for each place that spreads: its branches, and what a function sends besides, are started with the first.
      const place = through ? through.place.start : by.start;
      if (places.has(place)) return [];
      places.add(place);
      if (!through) return [finding(file, call.range, call.range, callName(call))];
      return [finding(file, through.place, through.call, `${callName(call)} in \`${through.name}\``)];
    });
    const elsewhere = facts.fanOuts
      .filter(({ test, api, grows }) => !test && !queues.test(api) && !local.test(api) && (grows || options.everyList))
      .filter((one) => options.everyList || !sendsToMany(textAt(file, one.spread)))
      .filter(({ spread: { start } }) => !places.has(start) && places.add(start))
      .map((one) => finding(file, one.spread, one.range, `${callName(one)} in \`${one.through}\``));
    return [...here, ...elsewhere];
  },
});

function isFlood(call: RemoteCall): boolean {
  if (call.test || call.fanout !== 'unbounded' || !call.spread || isHandedIn(call)) return false;
  if (queues.test(call.api) || local.test(call.api) || local.test(call.library?.name ?? '')) return false;
  return !isLocal(call.target);
}

/** By some caller, who may limit it; NestJS's `HttpService` is as its module makes it. */
function isHandedIn({ client, library }: RemoteCall): boolean {
  return client === 'injected' && library?.name !== '@nestjs/axios';
}

const ownServers =
  /web_?hook|callback_?ur[li]|\binbox\b|\.(?:server|host|endpoint|relay|peer|node|instance|base)_?(?:ur[li]|host|name)?\b|\.(?:host(?:name)?|domain|origin)\b/i;

/** Each element names the server that it is sent to, as webhooks do: none of them gets more than its own. */
function sendsToMany(text: string): boolean {
  return ownServers.test(text);
}

function goesToMany(file: ParsedFile, { range, spread }: RemoteCall): boolean {
  const { through, by } = spread!;
  return sendsToMany(textAt(file, range)) || sendsToMany(textAt(file, through?.place ?? by));
}

function textAt(file: ParsedFile, { start, end }: Range): string {
  return file.text.slice(start, end);
}

/** @param place what is underlined; @param each what is started for each element, which a change wraps */
function finding(file: ParsedFile, place: Range, each: Range, what: string): Finding {
  const change = limitedFanOut(file, each);
  return {
    range: calleeRange(file, place),
    message: `Starts ${what} for every element at once; a long list floods the server. Limit concurrency (e.g. p-limit).`,
    suggestions: change ? [change] : [],
  };
}
