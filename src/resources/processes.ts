import type { Ast, CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { ancestors, enclosingFunction, isFunction, isIdentifier, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { textHas } from '../ast/fileText.ts';
import { madeBy } from '../backoff/madeBy.ts';
import { importSource } from '../backoff/sleeps.ts';
import { argumentsOf, readsOf } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import type { ProcessFact } from '../facts/holding.ts';
import { requestHandlerAround } from './requestHandlers.ts';

const mark = /['"`](?:(?:node:)?child_process|execa|shelljs)['"`]/;
const starting = /^(?:exec|execFile|execSync|execFileSync|spawnSync)$/;

/** Programs whose end is waited for; what streams is not among them, since its reader notices when nothing comes. */
export function findProcesses(context: FileContext, test: boolean): readonly ProcessFact[] {
  if (test || !textHas(context.file, mark)) return [];
  return context.index.calls.flatMap((call) => {
    const starts = startedBy(context, unwrap(call.callee));
    if (starts === undefined || call.arguments.length === 0) return [];
    const sync = starts.endsWith('Sync') || (starts === 'shell.exec' && !isAsync(context, call));
    const program = slowProgram(context, call);
    const inRequest = isInRequest(context, call);
    const timeout = limitOf(context, call);
    return [
      {
        kind: 'process',
        range: rangeOf(call),
        starts,
        sync,
        timeout,
        ...(program ? { program } : {}),
        ...(program === undefined && isBrief(context, call) ? { brief: true as const } : {}),
        inRequest,
        ...(outermostFunction(call) ? {} : { atStart: true as const }),
        test,
      },
    ];
  });
}

/** `shell.exec(command, { async: true })` or with a callback; without, shelljs waits for the end. */
function isAsync(context: FileContext, call: CallExpression): boolean {
  const rest = (call.arguments as readonly Node[]).slice(1);
  if (rest.length === 0) return false;
  const options = unwrap(rest[0] as Node);
  return (
    rest.length > 1 || options.type !== 'ObjectExpression' || context.options(options).get('async').state !== 'absent'
  );
}

/** `exec`, also as `cp.exec` and `promisify(exec)`; execa's functions by their names. */
function startedBy(context: FileContext, callee: Node): string | undefined {
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  if (root.type !== 'Identifier') return promisified(context, callee);
  const source = importSource(context, root);
  if (source?.module === 'execa') return isIdentifier(callee) ? 'execa' : undefined;
  const name = callee.type === 'MemberExpression' ? nameOfMember(context, callee) : source?.name;
  if (source?.module === 'shelljs') return name === 'exec' ? 'shell.exec' : undefined;
  if (source && /^(?:node:)?child_process$/.test(source.module)) {
    return name !== undefined && starting.test(name) ? name : undefined;
  }
  return callee.type === 'Identifier' ? promisified(context, callee) : undefined;
}

/** Also `cp[how](...)` of a constant. */
function nameOfMember(context: FileContext, member: Ast.MemberExpression): string | undefined {
  const name = memberName(member);
  if (name !== undefined || !member.computed) return name;
  const constant = context.constant(member.property);
  return typeof constant === 'string' ? constant : undefined;
}

/** `const run = util.promisify(exec)`, kept in a field as well, or called at once. */
function promisified(context: FileContext, callee: Node): string | undefined {
  const made = callee.type === 'CallExpression' ? callee : madeBy(context, callee);
  if (made?.type !== 'CallExpression' || !/^(?:\w+\.)?promisify$/.test(context.text(made.callee))) return undefined;
  const [given] = made.arguments as readonly Node[];
  return given ? startedBy(context, unwrap(given)) : undefined;
}

function limitOf(context: FileContext, call: CallExpression): ProcessFact['timeout'] {
  // Whoever keeps the process may end it: `const child = exec(...); setTimeout(() => child.kill(), 5000)`.
  if (/\.\s*kill\s*\(/.test(context.text(outermostFunction(call) ?? context.file.ast))) return 'unknown';
  const rest = (call.arguments as readonly Node[]).slice(1).filter((one) => !isFunction(one));
  // A list of arguments is none of options, and a callback by its name is none either.
  const states = rest.flatMap((one) => {
    const plain = unwrap(one);
    if (plain.type === 'ArrayExpression') return [];
    if (plain.type === 'ObjectExpression') return [optionState(context, plain)];
    if (/args|argv|params|callback|^cb$|^done$/i.test(context.text(plain))) return [];
    return [optionState(context, plain)];
  });
  if (states.includes('bounded')) return 'bounded';
  return states.includes('unknown') || usesTimeoutProgram(context, call) ? 'unknown' : 'none';
}

function optionState(context: FileContext, node: Node): ProcessFact['timeout'] {
  const view = context.options(node);
  const states = ['timeout', 'signal', 'cancelSignal', 'input'].map((name) => view.get(name));
  if (states.some((one) => one.state === 'present')) return 'bounded';
  return view.source === 'own' && states.every((one) => one.state === 'absent') ? 'none' : 'unknown';
}

/** `timeout 10 git fetch`, `curl --max-time 5`. */
function usesTimeoutProgram(context: FileContext, call: CallExpression): boolean {
  const text = context.text(call);
  return /\btimeout\b|--max-time|--connect-timeout|\bcurl\b[^'"`]*\s-m\s|-timelimit\b/.test(text);
}

function outermostFunction(node: Node): FunctionNode | undefined {
  let owner = enclosingFunction(node);
  for (let outer = owner && enclosingFunction(owner); outer; outer = enclosingFunction(outer)) owner = outer;
  return owner;
}

const slow =
  /^(?:\/[\w./-]*\/)?(git (?:clone|fetch|pull|push|ls-remote|submodule)|(?:curl|wget|rsync|scp|ssh|ffmpeg|ffprobe|youtube-dl|yt-dlp|pg_dump|mysqldump|mongodump|pg_restore|libreoffice|soffice|wkhtmltopdf|pandoc|convert|magick|gs|ghostscript|inkscape|pdftotext|tesseract|nmap|ping|traceroute|whois|dig|nslookup|clamscan|kubectl|helm|psql|mysql|mongosh|mongorestore|terraform|npm|yarn|pnpm|npx|pip|docker (?:pull|push|build|run|compose)|docker-compose|certbot|aws|gcloud|az))\b/;

/** Programs of this machine that read or set a few bytes, and end in milliseconds. */
const short =
  /^(?:\/[\w./-]*\/)?(?:git (?!clone|fetch|pull|push|ls-remote|submodule)|(?:sudo )?(?:systemctl|service|kill|pkill|killall|chmod|chown|ln|mkdir|rmdir|touch|mv|rm|cp|ls|cat|head|tail|wc|echo|printf|date|uptime|uname|hostname|whoami|id|which|where|whereis|ps|pgrep|df|free|env|printenv|stat|readlink|realpath|basename|dirname|nproc|lscpu|lsblk|ifconfig|ip|iptables|ufw|netstat|ss|arp|sysctl|vcgencmd|amixer|pactl|pm2|open|xdg-open|start|sw_vers|wmic|ver|reg|tput|stty|md5sum|sha256sum|openssl (?:rand|version)|node -|npm (?:config|prefix|root|-v)|crontab|timedatectl|reboot|shutdown|poweroff|cd)(?![\w-]))/;

/** What it starts is one of those, or not known. */
function isBrief(context: FileContext, call: CallExpression): boolean {
  const [program, args] = argumentsOf(call);
  const first = program && leadingText(context, program);
  if (first === undefined || first.trim() === '') return true;
  const listed = args?.type === 'ArrayExpression' ? args.elements[0] : undefined;
  const second = listed ? (leadingText(context, listed) ?? '') : '';
  return short.test(`${first} ${second}`) || /\s--?(?:version|help)\b|\s-v\s*$/.test(`${first} ${second}`);
}

/** A program that talks to a network, or works through a file of unknown size. */
function slowProgram(context: FileContext, call: CallExpression): string | undefined {
  const [program, args] = argumentsOf(call);
  const first = program && leadingText(context, program);
  if (first === undefined) return undefined;
  const listed = args?.type === 'ArrayExpression' ? args.elements[0] : undefined;
  const second = listed ? (leadingText(context, listed) ?? '') : '';
  const text = /\s/.test(first) ? first : `${first} ${second}`;
  if (/\s--?(?:version|help)\b|\s-v\s*$/.test(text)) return undefined;
  return slow.exec(text)?.[1];
}

/** The text that a command begins with: what stands before the first value in it. */
function leadingText(context: FileContext, node: Node): string | undefined {
  const constant = context.constant(node);
  if (typeof constant === 'string') return constant.trimStart();
  const plain = unwrap(node);
  if (plain.type === 'TemplateLiteral') return plain.quasis[0]?.value.cooked?.trimStart();
  return plain.type === 'BinaryExpression' ? leadingText(context, plain.left as Node) : undefined;
}

/** Itself, or a function of this file that a handler calls. */
function isInRequest(context: FileContext, node: Node, depth = 0): boolean {
  if (requestHandlerAround(context, node)) return true;
  const owner = outermostFunction(node);
  const name = owner && nameOfFunction(owner);
  const variable = depth < 2 && name ? context.variable(name) : undefined;
  return (
    variable !== undefined && readsOf(variable).some((read) => isCalled(read) && isInRequest(context, read, depth + 1))
  );
}

function nameOfFunction(owner: FunctionNode): Node | undefined {
  if (owner.type === 'FunctionDeclaration') return owner.id ?? undefined;
  return owner.parent?.type === 'VariableDeclarator' ? owner.parent.id : undefined;
}

function isCalled(read: Node): boolean {
  const [parent] = ancestors(read);
  return parent?.type === 'CallExpression' && parent.callee === read;
}
