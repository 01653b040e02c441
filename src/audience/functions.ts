import type { ParsedFile } from '../ast/types.ts';

/** Packages that only code of functions has: types of events, and what deploys or wraps handlers. */
const forFunctions = [
  '@types/aws-lambda',
  'aws-lambda',
  '@middy/core',
  '@aws-lambda-powertools/logger',
  'serverless',
  'aws-cdk-lib',
  'sst',
];
/** A server of its own, which may as well run where nothing limits it. */
const servers = ['express', 'fastify', 'koa', '@hapi/hapi', '@nestjs/core', 'hono'];

const handler =
  /\bexport\s+(?:const|let|async\s+function|function)\s+(?:\w*[hH]andler)\b|\bexports\s*\.\s*\w*[hH]andler\s*=|\bfrom\s+['"]aws-lambda['"]|\bmodule\.exports\s*=\s*\{[^}]*\bhandler\b/;
const event = /\bevent\b|\bRecords\b|['"]aws-lambda['"]/;
const listens = /\.\s*listen\s*\(|\bcreateServer\s*\(/;
const folder = /(?:^|\/)(?:[\w-]+-)?lambdas?(?:-[\w-]+)?\/|(?:^|\/)lambda[\w-]*\.[cm]?[jt]s$/i;

/**
 * Does a file run in functions of a cloud, which ends each call after a time of its own? By its handler, by its folder,
 * or by what its package is made with.
 * @param dependsOn whether the package of the file names a package
 */
export function runsInFunction({ text, path }: ParsedFile, dependsOn: (name: string) => boolean): boolean {
  if (listens.test(text)) return false;
  if (handler.test(text) && event.test(text)) return true;
  if (folder.test(path.split('/').slice(-5).join('/'))) return true;
  return forFunctions.some(dependsOn) && !servers.some(dependsOn);
}
