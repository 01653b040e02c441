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

const NAME = '[A-Za-z_$][\\w$]*';

/**
 * The framework of the application that a text exports under a name, `default` for the only one: `module.exports = app`,
 * `export const app = express()`. By its text alone: an application that a function makes is none.
 */
export function frameworkExported(text: string, name: string): string | undefined {
  const own = name === 'default' ? exportedWhole(text) : exportedAs(text, name);
  if (own === undefined) return undefined;
  const made = new RegExp(
    `(?:^|[\\n;])\\s*(?:export\\s+)?(?:const|let|var)\\s+${escaped(own)}\\s*(?::[^=\\n]+)?=\\s*(?:module\\.exports\\s*=\\s*)?(?:new\\s+)?([^;\\n]+)`,
  ).exec(text)?.[1];
  const direct = /^require\(\s*['"](?:node:)?([^'"]+)['"]\s*\)\s*(?:\.\w+\s*)?\(/.exec(made ?? '');
  if (direct) return frameworkOf(direct[1]!);
  const maker = new RegExp(`^(${NAME})\\s*(?:\\.\\s*(?:default|createServer|server|fastify)\\s*)?(?:<[^>]*>)?\\(`).exec(
    made ?? '',
  )?.[1];
  return maker === undefined ? undefined : moduleOf(text, maker);
}

function exportedWhole(text: string): string | undefined {
  const whole =
    /\bmodule\.exports\s*=\s*([A-Za-z_$][\w$]*)\s*(?:;|\n|$)/.exec(text) ??
    /\bexport\s+default\s+([A-Za-z_$][\w$]*)\s*(?:;|\n|$)/.exec(text) ??
    /\bexport\s*\{[^}]*?([A-Za-z_$][\w$]*)\s+as\s+default\b/.exec(text) ??
    /(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*=\s*module\.exports\s*=/.exec(text);
  return whole?.[1];
}

function exportedAs(text: string, name: string): string | undefined {
  const word = escaped(name);
  if (new RegExp(`\\bexport\\s+(?:const|let|var)\\s+${word}\\b`).test(text)) return name;
  const assigned = new RegExp(`\\bexports\\.${word}\\s*=\\s*(${NAME})\\s*(?:;|\\n|$)`).exec(text);
  if (assigned) return assigned[1];
  const lists = [...text.matchAll(/\b(?:export|module\.exports\s*=)\s*\{([^}]*)\}/g)].map(([, list]) => list!);
  return lists.some((list) => new RegExp(`(?:^|,)\\s*${word}\\s*(?:,|$)`).test(list)) ? name : undefined;
}

function moduleOf(text: string, maker: string): string | undefined {
  const word = escaped(maker);
  const source =
    new RegExp(
      `\\bimport\\s+(?:\\*\\s*as\\s+)?(?:${word}\\b|[^;'"]*\\b${word}\\b)[^;'"]*\\bfrom\\s*['"]([^'"]+)['"]`,
    ).exec(text) ??
    new RegExp(
      `\\b(?:const|let|var)\\s+(?:${word}|\\{[^}]*\\b${word}\\b[^}]*\\})\\s*=\\s*require\\(\\s*['"]([^'"]+)['"]`,
    ).exec(text) ??
    new RegExp(`\\bimport\\s+${word}\\s*=\\s*require\\(\\s*['"]([^'"]+)['"]`).exec(text);
  return source ? frameworkOf(source[1]!) : undefined;
}

function frameworkOf(specifier: string): string | undefined {
  return isServerFramework(specifier) ? serverFrameworks[specifier.replace(/^node:/, '')] : undefined;
}

function escaped(name: string): string {
  return name.replace(/\$/g, '\\$');
}
