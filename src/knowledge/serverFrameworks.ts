/** Modules whose exports may become a server, and the name of each. */
export const serverFrameworks: Readonly<Record<string, string>> = {
  express: 'express',
  fastify: 'fastify',
  koa: 'koa',
  '@hapi/hapi': 'hapi',
  restify: 'restify',
  polka: 'polka',
  '@nestjs/core': 'nest',
  http: 'http',
  https: 'https',
  http2: 'http2',
  net: 'net',
};

/** Whether what a module gives may become a server; facts tell of it where it listens. */
export function isServerFramework(specifier: string): boolean {
  return Object.hasOwn(serverFrameworks, specifier.replace(/^node:/, ''));
}
