import type { CallExpression, NewExpression, Node } from '../ast/types.ts';
import { enclosingFunction, isFunction, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { calledName } from '../ast/calls.ts';
import { importSource } from '../backoff/sleeps.ts';
import { someNode } from '../ast/walk.ts';
import type { FileContext } from '../values/index.ts';
import type { Emitter } from '../facts/model.ts';
import { hearingOf } from './hearing.ts';
import type { Hearing } from './hearing.ts';

type Made = CallExpression | NewExpression;

/** What a module makes that throws its `'error'` where nobody listens. */
interface Maker {
  readonly module: RegExp;
  readonly names: RegExp;
  readonly library: string;
  readonly part?: Emitter['part'];
  /** It is used in a way that fails in production. */
  readonly fails: (context: FileContext, made: Made, hearing: Hearing) => boolean;
}

const makers: readonly Maker[] = [
  {
    module: /^(?:node:fs|fs|fs-extra|graceful-fs)$/,
    names: /^createReadStream$/,
    library: 'node:fs',
    part: 'read',
    fails: (context, made, { pipedOn }) => pipedOn && mayBeMissing(context, made),
  },
  {
    module: /^(?:node:fs|fs|fs-extra|graceful-fs)$/,
    names: /^createWriteStream$/,
    library: 'node:fs',
    part: 'write',
    fails: (_context, _made, { pipedInto, events }) => pipedInto || events.has('finish') || events.has('close'),
  },
  {
    module: /^(?:node:)?zlib$/,
    names: /^create(?:Gunzip|Inflate|InflateRaw|Unzip|BrotliDecompress)$/,
    library: 'node:zlib',
    fails: (_context, _made, { pipedInto, pipedOn }) => pipedInto && pipedOn,
  },
  { module: /^archiver$/, names: /^(?:default|create)$/, library: 'archiver', fails: (_c, _m, { pipedOn }) => pipedOn },
  {
    module: /^(?:(?:node:)?child_process|cross-spawn)$/,
    names: /^(?:spawn|default)$/,
    library: 'node:child_process',
    fails: mayNotStart,
  },
  {
    module: /^(?:http-proxy|httpxy)$/,
    names: /^(?:createProxyServer|createServer|createProxy)$/,
    library: 'http-proxy',
    part: 'sent',
    fails: (_context, _made, { calls }) =>
      calls.some((call) => /^(?:web|ws)$/.test(calledName(call) ?? '') && !endsWithFunction(call)),
  },
  {
    module: /^(?:node:)?dgram$/,
    names: /^createSocket$/,
    library: 'node:dgram',
    fails: (context, made, { calls }) =>
      made.arguments.length < 2 &&
      calls.some((call) => bindsPort(context, call) || (calledName(call) === 'send' && !endsWithFunction(call))),
  },
  {
    module: /^(?:node:)?worker_threads$/,
    names: /^Worker$/,
    library: 'node:worker_threads',
    // Who waits for its messages means to go on with them.
    fails: (_context, _made, { events }) => events.has('message') || events.has('exit'),
  },
];

const mark =
  /\bcreate(?:Read|Write)Stream\b|\bcreate(?:Gunzip|Inflate|Unzip|Brotli)|['"`](?:archiver|http-proxy|httpxy|cross-spawn|(?:node:)?(?:child_process|dgram|worker_threads))['"`]/;

/** Streams, processes, proxies and sockets of this file that end the process when they fail and nobody listens. */
export function findStreams(context: FileContext, test: boolean): readonly Emitter[] {
  if (test || !mark.test(context.file.text)) return [];
  return [...context.index.calls, ...context.index.news].flatMap((call) => {
    const maker = makerOf(context, call);
    if (!maker) return [];
    const hearing = hearingOf(context, call);
    if (hearing.heard || hearing.away || !maker.fails(context, call, hearing)) return [];
    const { library, part } = maker;
    return [
      {
        kind: 'emitter',
        range: rangeOf(call),
        api: library,
        library,
        ...(part ? { part } : {}),
        ...(hearing.name === undefined ? {} : { name: hearing.name }),
        listensForError: false,
        handedOn: false,
        test,
      },
    ];
  });
}

function makerOf(context: FileContext, { callee }: Made): Maker | undefined {
  const plain = unwrap(callee);
  const root = plain.type === 'MemberExpression' ? unwrap(plain.object) : plain;
  const source = root.type === 'Identifier' ? importSource(context, root) : undefined;
  if (!source) return undefined;
  const whole = source.name === 'default' || source.name === '*';
  if (plain.type === 'MemberExpression' && !whole) return undefined;
  const name = plain.type === 'MemberExpression' ? memberName(plain) : source.name === '*' ? 'default' : source.name;
  return makers.find((one) => one.module.test(source.module) && one.names.test(name ?? ''));
}

const asksFirst = /\b(?:existsSync|pathExists|exists|access|accessSync|stat|statSync|lstat|fstat|readdir|open)\s*\(/;
const madeJustNow = /\breq(?:uest)?\.files?\b|\bfile\.path\b|te?mp|upload/i;

/** Nothing says that the file is there: no look at it before, no name of a file that is shipped or was just written. */
function mayBeMissing(context: FileContext, made: Made): boolean {
  const [path] = made.arguments as readonly Node[];
  if (!path || context.constant(path) !== undefined) return false;
  const shipped = someNode(path, (node) => node.type === 'Identifier' && node.name === '__dirname');
  const variable = someNode(
    path,
    (node) => node.type === 'Identifier' && !/^(?:__dirname|path|join|resolve)$/.test(node.name),
  );
  if ((shipped && !variable) || madeJustNow.test(context.text(path))) return false;
  let owner: Node | undefined = enclosingFunction(made);
  for (let outer = owner && enclosingFunction(owner); outer; outer = enclosingFunction(outer)) owner = outer;
  return !asksFirst.test(context.text(owner ?? context.file.ast));
}

const always =
  /^(?:\/(?:usr\/)?bin\/)?(?:sh|bash|zsh|rm|cp|mv|ls|cat|ps|kill|df|du|uname|chmod|chown|mkdir|echo|sleep|tail|grep|node|npm|npx|cmd(?:\.exe)?|powershell(?:\.exe)?|env|open|xdg-open)$/;

/** Without a program of that name, `spawn` gives a process that only says so by `'error'`. */
function mayNotStart(context: FileContext, made: Made): boolean {
  const [program] = made.arguments as readonly Node[];
  if (!program) return false;
  const name = context.constant(program);
  if (typeof name === 'string' && always.test(name)) return false;
  if (/\bexecPath\b|process\.argv\b/.test(context.text(program))) return false;
  // A program that a person talks to.
  if (/\bstdio\b['"]?\s*:\s*['"`]inherit\b/.test(context.text(made))) return false;
  const options = (made.arguments as readonly Node[]).slice(1).filter((one) => one.type !== 'ArrayExpression');
  return options.every((one) => context.options(one).get('shell').state !== 'present');
}

/** Any port that is free will do where none is named. */
function bindsPort(context: FileContext, call: CallExpression): boolean {
  const [port] = call.arguments as readonly Node[];
  return calledName(call) === 'bind' && port !== undefined && !isFunction(port) && context.constant(port) !== 0;
}

function endsWithFunction(call: CallExpression): boolean {
  const last = call.arguments.at(-1) as Node | undefined;
  if (!last) return false;
  return (
    isFunction(last) ||
    (last.type === 'Identifier' && /^(?:cb|callback|done|next|on[A-Z]\w*|handle\w*)$/.test(last.name))
  );
}
