import type { Library, Member } from '../knowledge/schema.ts';

const withoutBody = (method: string): Member => ({ request: { method, url: 0, callback: -1 } });
const token: Member = { request: { method: 'POST', callback: -1 } };

/** Signed requests of OAuth 1.0 and 2.0 over node:http, which take no options. */
export const oauth: Library = {
  name: 'oauth',
  api: 'other:oauth',
  modules: ['oauth', 'oauth-evanp'],
  exports: {
    OAuth: { new: { returns: 'OAuth' } },
    OAuthEcho: { new: { returns: 'OAuth' } },
    OAuth2: { new: { returns: 'OAuth2' } },
  },
  types: {
    OAuth: {
      members: {
        get: withoutBody('GET'),
        delete: withoutBody('DELETE'),
        post: withoutBody('POST'),
        put: withoutBody('PUT'),
        getProtectedResource: { request: { url: 0, callback: -1 } },
        getOAuthRequestToken: token,
        getOAuthAccessToken: token,
      },
    },
    OAuth2: {
      members: {
        get: withoutBody('GET'),
        getProtectedResource: withoutBody('GET'),
        getOAuthAccessToken: token,
      },
    },
  },
  defaults: [
    {
      timeout: { operation: 'none', connect: 'none', why: 'oauth has no timeout, and no option for one' },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'oauth 0.10.0 lib/oauth.js, lib/oauth2.js: plain node:http requests without options or timers',
    },
  ],
};
