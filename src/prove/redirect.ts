import type { RemoteCall } from '../facts/model.ts';

/** What the requests of a call go through on their way out, where a test can turn them to its own server. */
export type Way = 'fetch' | 'http' | 'undici';

/** Libraries that send through the platform's `fetch`. */
const throughFetch = new Set([
  'global',
  'ky',
  'ofetch',
  'wretch',
  'openai',
  '@anthropic-ai/sdk',
  '@octokit/core',
  'octokit',
]);
/** Libraries that send through `http.request` and `https.request`. */
const throughHttp = new Set([
  'node:http',
  'node:https',
  'axios',
  'got',
  'node-fetch',
  'superagent',
  'request',
  'needle',
  'bent',
  'stripe',
  '@slack/web-api',
]);

/** The way of a call's requests, or why a test can't redirect them. */
export function wayOf(call: RemoteCall): Way | { readonly refused: string } {
  const name = call.library?.name ?? call.api;
  if (call.client === 'injected')
    return { refused: "This call's client is handed in by the caller, so a test can't redirect its requests" };
  const way = throughFetch.has(name)
    ? 'fetch'
    : throughHttp.has(name)
      ? 'http'
      : name === 'undici'
        ? 'undici'
        : undefined;
  if (way === undefined)
    return { refused: `Only HTTP requests can be redirected to a test server, and this call uses ${nameOf(call)}` };
  if (way === 'undici' && call.instance)
    return { refused: "This call has an undici client of its own, which a test can't redirect to its server" };
  return way;
}

function nameOf({ library, api }: RemoteCall): string {
  return library?.name ?? (api === 'db' ? 'a database' : api);
}
