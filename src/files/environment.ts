import type { Environment } from '../facts/model.ts';
import { isObject, objectIn } from './jsonFile.ts';
import { dependsOnWhatStays, staysUp } from './goingOn.ts';
import type { Manifest } from './packages.ts';
import { asksPage } from './pageText.ts';
import { isWithin } from './paths.ts';

/** Dependencies that only a program that serves others has. */
const SERVES =
  /^(?:express|fastify|koa|@hapi\/hapi|restify|hono|@nestjs\/core|@apollo\/server|apollo-server.*|@adonisjs\/core|@feathersjs\/feathers|pg|mysql2?|mongodb|mongoose|ioredis|redis|amqplib|kafkajs|bullmq|@grpc\/grpc-js|knex|sequelize|typeorm|@prisma\/client|aws-lambda|@google-cloud\/functions-framework|socket\.io)$/;
/** Dependencies that only a program in a browser has. */
const SHOWS =
  /^(?:react-dom|react-native|vue|svelte|@angular\/(?:core|platform-browser)|preact|solid-js|lit|jquery|alpinejs|ember-source)$/;

/** What builds a page out of a package. Without it, what can draw may as well draw on the server. */
const BUNDLES =
  /^(?:vite|webpack|next|nuxt|parcel|react-scripts|astro|expo|react-native|@angular\/cli|@vue\/cli-service|@sveltejs\/kit|@remix-run\/dev|gatsby|rollup|wxt|plasmo)$/;

/** With these a file that draws runs on the server first, or only there. */
const DRAWS_AT_HOME =
  /^(?:next|gatsby|astro|remix|@remix-run\/.+|@react-router\/.+|waku|@redwoodjs\/.+|@react-email\/.+|react-email|@react-pdf\/.+|preact-render-to-string|satori)$/;

const SERVER_PATH =
  /(?:^|\/)(?:server|backend|api|functions|lambdas?|workers?)\/|\.server\.[mc]?[jt]sx?$|(?:^|\/)route\.[jt]s$/;
/** A package of a workspace whose one manifest says nothing of its parts; a client of an API is for servers as well. */
const BROWSER_PACKAGE =
  /^(?:packages|apps)\/(?![\w.-]*(?:api|http|rest|grpc|rpc|sdk|db)-client\/)(?:[\w.]+-)*(?:client|frontend|webapp|web-ui)\//;
const FRONTEND = /(?:^|[/-])front-?end$/;
/** The server's side of a page. */
const PAGE_SERVER_PATH = /(?:^|\/)(?:server|(?:app|pages)\/api)\/|\.server\.[mc]?[jt]sx?$|(?:^|\/)route\.[jt]s$/;
const BROWSER_PATH =
  /(?:^|\/)(?:client|frontend|browser|ui|components|hooks|pages|views|public)\/|\.client\.[mc]?[jt]sx?$|\.[jt]sx$/;
const COMMAND_PATH = /(?:^|\/)(?:bin|cli|commands?|cmd)\/|(?:^|\/)cli\.[cm]?[jt]s$/;

/** Modules and globals that only Node has. */
const NODE_TEXT =
  /(?:\bfrom|\brequire\(|\bimport\(?)\s*['"](?:node:[\w/]+|fs(?:\/promises|-extra)?|https?|net|tls|os|child_process|cluster|worker_threads|express|fastify|koa|@nestjs\/\w+|pg|ioredis|mongoose|puppeteer(?:-core)?|playwright|next\/server|next\/headers)['"]|\bprocess\.(?:on|once|exit|argv|stdin|stdout|cwd|pid)\b|\bBuffer\.(?:from|alloc)|\b__dirname\b/;
/** A component of React: its life in a page, or its hooks. What is drawn on a server alone has neither. */
const COMPONENT_TEXT =
  /\bextends\s+(?:React\.)?(?:Pure)?Component\b|\bcomponent(?:WillMount|DidMount|WillUnmount|DidUpdate)\s*[(=]|(?<![\w.$])use(?:State|Effect|LayoutEffect|Reducer)\s*(?:<[^>()]*>)?\(/;
const REACT_TEXT = /(?:\bfrom|\brequire\()\s*['"](?:react|preact)(?:\/hooks)?['"]/;
/** Asks the server that the page came from: outside a page, such an address leads nowhere. */
const OWN_ADDRESS =
  /(?<![\w.$])(?:axios(?:\.(?:get|post|put|patch|delete|head))?|fetch|\$\.(?:ajax|get|post|getJSON))\s*(?:<[^>()]*>)?\(\s*['"`]\/(?!\/)/;
const OTHER_FETCH =
  /\bimport\b[^;'"]*\bfetch\b[^;'"]*\bfrom\b|(?<![\w.$])fetch\s*=(?![=>])|\bfunction\s+fetch\b|\bbaseURL\s*=/;

/** A request to an address with its host. */
const FULL_ADDRESS = /\(\s*['"`]https?:\/\//;

/** `Buffer` tells nothing beside such requests: bundlers put their own into the page. */
function asksOwnServer(text: string): boolean {
  if (!OWN_ADDRESS.test(text) || OTHER_FETCH.test(text)) return false;
  if (!NODE_TEXT.test(text)) return true;
  return !FULL_ADDRESS.test(text) && !NODE_TEXT.test(text.replaceAll(/\bBuffer\./g, ''));
}

/** What asks the person at the terminal, or reads what they typed. */
const TALKS =
  /(?:\bfrom|\brequire\(|\bimport\(?)\s*['"](?:inquirer|@inquirer\/[\w-]+|prompts|enquirer|@clack\/prompts|ink|commander|yargs|yargs\/\w+|cac|meow|@oclif\/\w+|vorpal|caporal|clipanion|citty)['"]/;
const TALKS_PACKAGE =
  /^(?:inquirer|@inquirer\/.+|prompts|enquirer|@clack\/prompts|ink|commander|yargs|cac|meow|@oclif\/core|clipanion|citty)$/;
/** It asks a person, who is there while it works. */
const ASKS_PACKAGE = /^(?:inquirer|@inquirer\/.+|prompts|enquirer|@clack\/prompts)$/;
const TAKES_ARGUMENTS = /\bprocess\.(?:argv|exit)\b|['"](?:commander|yargs|minimist|cac|meow|node:util)['"]/;
/** A server is made here, which another file may start. */
const ANSWERS = /\bexpress\(\)|(?<![\w.$])(?:fastify|Fastify)\(|\bnew\s+(?:Koa|Hono|Elysia)\(/;
/** A server starts here. */
export const LISTENS = /\.\s*listen\s*\(|\bcreateServer\s*\(|\bDeno\.serve\b|\bBun\.serve\b/;

/**
 * Where a file runs: its first lines, what it uses, its package's dependencies and, where those tell two stories, its
 * path. A package with a command is one as far as the command's own files go; `commandServes` tells whether what the
 * command starts is a server, a bot or a worker: what stays up and has others wait for it.
 */
export function environmentOf(
  path: string,
  text: string,
  manifest: Manifest | undefined,
  commandServes: (manifest: Manifest) => boolean = () => false,
): Environment {
  if (text.startsWith('#!')) return LISTENS.test(text) || ANSWERS.test(text) || staysUp(text) ? 'server' : 'cli';
  const directive = /^(?:\s|\/\/[^\n]*\n|\/\*[^]*?\*\/)*['"]use (client|server)['"]/.exec(text.slice(0, 2_000))?.[1];
  if (directive === 'client') return 'browser';
  if (directive === 'server') return 'server';
  const node = NODE_TEXT.test(text);
  if (!node && (asksPage(text) || /\/(?:public|static|wwwroot|htdocs|assets\/(?:js|javascripts?))\//.test(path)))
    return 'browser';
  if (TALKS.test(text) && !LISTENS.test(text) && !staysUp(text)) return 'cli';
  if (!node && COMPONENT_TEXT.test(text) && REACT_TEXT.test(text) && !drawsElsewhere(text, manifest)) return 'browser';
  if (!manifest) return 'unknown';
  const relative = isWithin(path, manifest.folder) ? path.slice(manifest.folder.length + 1) : path;
  const names = dependenciesOf(manifest);
  if (isForBrowsers(relative, manifest)) return 'browser';
  if (!PAGE_SERVER_PATH.test(relative) && asksOwnServer(text)) return 'browser';
  const serves = names.some((name) => SERVES.test(name));
  if (
    !node &&
    REACT_TEXT.test(text) &&
    !names.some((name) => DRAWS_AT_HOME.test(name)) &&
    !drawsElsewhere(text, manifest)
  )
    return 'browser';
  if (!serves && !node && isServedAsPages(manifest)) return 'browser';
  if (names.some((name) => SHOWS.test(name))) return whereBothMayRun(relative, { node, serves, names, manifest });
  // Components of a package for React, which brings no server: they are drawn in pages.
  if (!serves && !node && /\.[jt]sx$/.test(path) && names.includes('react')) return 'browser';
  if (!serves && !node && isForPages(text, manifest)) return 'browser';
  if (!serves && !LISTENS.test(text) && isKitOfCommands(manifest)) return 'cli';
  const stays = serves || dependsOnWhatStays(manifest);
  if (hasBin(manifest)) return whereCommandsAre(relative, text, manifest, stays || commandServes(manifest));
  if (isRunByHand(relative, text, manifest)) return 'cli';
  if (!stays && !LISTENS.test(text) && isTool(manifest)) return 'cli';
  if (/(?:^|\/)cli\//.test(relative) && !LISTENS.test(text)) return 'cli';
  return serves ? 'server' : 'unknown';
}

/** Components that are drawn at a terminal, or turned into text by a server. */
function drawsElsewhere(text: string, manifest: Manifest | undefined): boolean {
  return /['"]react-dom\/server['"]/.test(text) || (manifest !== undefined && dependenciesOf(manifest).includes('ink'));
}

/** What shows pages while they are written; `vite-node` and builds for a server are none of it. */
const SHOWS_PAGES =
  /(?:^|[\s;&"'])(?:vite(?:\s+(?:dev|serve|preview))?(?=\s*(?:$|[;&"']|--(?!ssr)))|parcel\s+(?:serve\s+)?(?:\.\/)?[\w./*-]+\.html|webpack-dev-server|webpack(?:-cli)?\s+serve|snowpack\s+dev|wds|live-server)(?![\w-])/;
/** Runs code on this machine. */
const RUNS_CODE = /(?:^|[\s;&"'])(?:node|nodemon|tsx|ts-node(?:-dev)?|vite-node|bun|deno|pm2|electron)\s/;

/** Its scripts start a server of pages, and nothing that would run its files here. */
function isServedAsPages({ json }: Manifest): boolean {
  const scripts = Object.entries(objectIn(json, 'scripts') ?? {}).flatMap(([name, one]) =>
    typeof one === 'string' ? [[name, one] as const] : [],
  );
  if (json['bin'] || json['main'] || json['exports']) return false;
  const runs = scripts.some(([name, one]) => /^(?:start|serve|dev)/.test(name) && RUNS_CODE.test(one));
  return !runs && scripts.some(([, one]) => SHOWS_PAGES.test(one));
}

/** Hooks and components that others bring into their pages: React is theirs to install. */
function isForPages(text: string, { name, json }: Manifest): boolean {
  const others = Object.keys(objectIn(json, 'peerDependencies') ?? {});
  const drawn = others.find((one) =>
    /^(?:react|vue|svelte|solid-js|preact|@angular\/core|react-dom|react-native)$/.test(one),
  );
  if (drawn === undefined) return false;
  const hooks = new RegExp(`(?:^|[-/@])(?:${drawn}|hooks?|use|ui|components)(?:$|[-/])`).test(name ?? '');
  return (
    hooks ||
    new RegExp(`\\bfrom\\s*['"]${drawn}(?:['"/])`).test(text) ||
    Object.keys(objectIn(json, 'dependencies') ?? {}).length === 0
  );
}

/** A file of `bin/` that no package names as its command: it takes arguments, or is one of many beside each other. */
function isRunByHand(relative: string, text: string, manifest: Manifest): boolean {
  if (LISTENS.test(text)) return false;
  if (/(?:^|\/)bin$/.test(manifest.folder)) return true;
  return /^bin\//.test(relative) && TAKES_ARGUMENTS.test(text);
}

/** A package that asks or reads arguments, and offers nothing to other packages: a wizard, a tool of the developers. */
function isTool({ json }: Manifest): boolean {
  const talks = Object.keys(objectIn(json, 'dependencies') ?? {}).some((name) => TALKS_PACKAGE.test(name));
  return talks && !json['exports'] && !json['module'] && !json['types'];
}

/** `core-cli`, which asks at a terminal, is the commands of another package. */
function isKitOfCommands({ name, json }: Manifest): boolean {
  const talks = Object.keys(objectIn(json, 'dependencies') ?? {}).some((one) => TALKS_PACKAGE.test(one));
  return talks && /[-/]cli$/.test(name ?? '');
}

/** The file that the package's `browser` field puts in the place of another, or names as what browsers load. */
function isForBrowsers(relative: string, { json }: Manifest): boolean {
  const field = json['browser'];
  const files = typeof field === 'string' ? [field] : isObject(field) ? Object.values(field) : [];
  const stem = (path: string): string => path.replace(/^\.\//, '').replace(/\.[cm]?[jt]sx?$/, '');
  return files.some((one) => typeof one === 'string' && stem(one) === stem(relative));
}

interface Mixed {
  readonly node: boolean;
  readonly serves: boolean;
  readonly names: readonly string[];
  readonly manifest: Manifest;
}

function whereBothMayRun(relative: string, { node, serves, names, manifest }: Mixed): Environment {
  const isFrontend = FRONTEND.test(manifest.folder) || FRONTEND.test(manifest.name ?? '');
  if (isFrontend && !node && !serves) return PAGE_SERVER_PATH.test(relative) ? 'server' : 'browser';
  if (!node && BROWSER_PACKAGE.test(relative)) return 'browser';
  const framework = serves || names.includes('next');
  if (framework && SERVER_PATH.test(relative)) return 'server';
  if (/(?:^|\/)frontend\//.test(relative)) return 'browser';
  if (node) return 'server';
  if (BROWSER_PATH.test(relative)) return 'browser';
  return !serves && names.some((name) => BUNDLES.test(name)) ? 'browser' : 'unknown';
}

/** By its path: what a command line is made of. */
export function isOfCommands(relative: string): boolean {
  return COMMAND_PATH.test(relative);
}

function whereCommandsAre(relative: string, text: string, manifest: Manifest, serves: boolean): Environment {
  if (LISTENS.test(text) || staysUp(text)) return 'server';
  if (isOfCommands(relative) || binTargets(manifest).includes(relative)) return 'cli';
  if (serves) return 'server';
  // A package that is nothing but its command; others are libraries beside it.
  const { json } = manifest;
  const named = /(?:^|[-/])cli$|^create-|\/create-/.test(manifest.name ?? '');
  const asks = Object.keys(objectIn(json, 'dependencies') ?? {}).some((one) => ASKS_PACKAGE.test(one));
  return named || asks || (!json['main'] && !json['exports'] && !json['module']) ? 'cli' : 'unknown';
}

function dependenciesOf({ json }: Manifest): string[] {
  return [
    ...Object.keys(objectIn(json, 'dependencies') ?? {}),
    ...Object.keys(objectIn(json, 'devDependencies') ?? {}),
  ];
}

function hasBin(manifest: Manifest): boolean {
  return binTargets(manifest).length > 0;
}

/** Files that the package's commands start, relative to its folder. */
export function binTargets({ json }: Manifest): readonly string[] {
  const bin = json['bin'];
  const all = typeof bin === 'string' ? [bin] : isObject(bin) ? Object.values(bin) : [];
  return all.filter((one): one is string => typeof one === 'string').map((one) => one.replace(/^\.\//, ''));
}
