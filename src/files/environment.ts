import type { Environment } from '../facts/model.ts';
import { isObject, objectIn } from './jsonFile.ts';
import type { Manifest } from './packages.ts';
import { isWithin } from './paths.ts';

/** Dependencies that only a program that serves others has. */
const SERVES =
  /^(?:express|fastify|koa|@hapi\/hapi|restify|hono|@nestjs\/core|@apollo\/server|apollo-server.*|@adonisjs\/core|@feathersjs\/feathers|pg|mysql2?|mongodb|mongoose|ioredis|redis|amqplib|kafkajs|bullmq|@grpc\/grpc-js|knex|sequelize|typeorm|@prisma\/client|aws-lambda|@google-cloud\/functions-framework|socket\.io)$/;
/** Dependencies that only a program in a browser has. */
const SHOWS =
  /^(?:react-dom|react-native|vue|svelte|@angular\/(?:core|platform-browser)|preact|solid-js|lit|jquery|alpinejs|ember-source)$/;

const SERVER_PATH =
  /(?:^|\/)(?:server|backend|api|functions|lambdas?|workers?)\/|\.server\.[mc]?[jt]sx?$|(?:^|\/)route\.[jt]s$/;
const BROWSER_PATH =
  /(?:^|\/)(?:client|frontend|browser|ui|components|hooks|pages|views|public)\/|\.client\.[mc]?[jt]sx?$|\.[jt]sx$/;

/**
 * Where a file runs, by its first lines, its package's dependencies and, where those tell two stories, its path.
 * `text` is the file's own; `manifest` the package.json that it belongs to.
 */
export function environmentOf(path: string, text: string, manifest: Manifest | undefined): Environment {
  if (text.startsWith('#!')) return 'cli';
  const directive = /^(?:\s|\/\/[^\n]*\n|\/\*[^]*?\*\/)*['"]use (client|server)['"]/.exec(text.slice(0, 2_000))?.[1];
  if (directive === 'client') return 'browser';
  if (directive === 'server') return 'server';
  if (!manifest) return 'unknown';
  const relative = isWithin(path, manifest.folder) ? path.slice(manifest.folder.length + 1) : path;
  const names = dependenciesOf(manifest);
  const serves = names.some((name) => SERVES.test(name));
  const shows = names.some((name) => SHOWS.test(name));
  if (serves && shows) {
    if (SERVER_PATH.test(relative)) return 'server';
    return BROWSER_PATH.test(relative) ? 'browser' : 'unknown';
  }
  if (shows) return SERVER_PATH.test(relative) && names.includes('next') ? 'server' : 'browser';
  if (hasBin(manifest)) return serves && SERVER_PATH.test(relative) ? 'server' : 'cli';
  return serves ? 'server' : 'unknown';
}

function dependenciesOf({ json }: Manifest): string[] {
  return [
    ...Object.keys(objectIn(json, 'dependencies') ?? {}),
    ...Object.keys(objectIn(json, 'devDependencies') ?? {}),
  ];
}

function hasBin({ json }: Manifest): boolean {
  const bin = json['bin'];
  return typeof bin === 'string' || (isObject(bin) && Object.keys(bin).length > 0);
}
