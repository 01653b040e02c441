import type { ClientInstance } from '../facts/model.ts';
import { knowledge } from '../libraries/index.ts';
import { holdsFor, versionFits } from '../knowledge/versions.ts';
import type { Ast, CallExpression, NewExpression, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { textOf } from '../ast/locate.ts';
import { isIdentifier, memberName } from '../ast/nodes.ts';
import { someNode } from '../ast/walk.ts';
import {
  findProperty,
  freshName,
  importedName,
  indentAt,
  nestedProperty,
  replace,
  setOption,
  setProperty,
  unwrapped,
} from './edits.ts';
import { literalOf, isText } from './constants.ts';
import { setDefaultProperty } from './defaultOption.ts';
import { milliseconds } from './figures.ts';
import { atImports } from './importPlace.ts';
import { styleOf } from './layout.ts';

type Call = CallExpression | NewExpression;

/** An option of a library that bounds all calls of a client. */
export interface ClientOption {
  readonly option: string;
  /** The option that bounds what it leaves open: one is of no use without the other. */
  readonly completedBy?: string;
  /** It limits silence, and so no transfer that goes on. */
  readonly idle: boolean;
  /** The class that takes it, where the library takes no plain option, and the package that has the class. */
  readonly madeBy?: { readonly name: string; readonly from: string };
}

/** The option that bounds a client, by what is known of its library. */
export function clientOption(file: ParsedFile, client: ClientInstance, call: Call): ClientOption | undefined {
  const { library } = client;
  // node-redis drops an idle connection for good when its socket's limit passes.
  if (library?.name === 'redis') return undefined;
  // A limit on the whole process would hold for requests that nobody sees here.
  if (call.parent?.type === 'CallExpression' && isIdentifier(call.parent.callee, 'setGlobalDispatcher'))
    return undefined;
  // The limits of its drivers are different ones: pg's is the only one that is known to hold.
  const choice = choiceOfDriver[library?.name ?? ''];
  if (choice !== undefined && !call.arguments.some((argument) => isForPostgres(argument, choice))) return undefined;
  const known = library && knowledge.byName(library.name);
  const version = library?.version;
  const timeout = known?.timeouts?.find(
    ({ bounds, completedBy, countsAsBound: counts, acceptedAt: on, unit, versions }) =>
      (bounds === 'call' || counts) &&
      // A limit of the headers alone would be the next finding.
      (bounds !== 'headers' || completedBy !== undefined || client.api.startsWith('sdk:')) &&
      on !== 'call' &&
      (unit === undefined || unit === 'ms') &&
      holdsFor(versions, version),
  );
  if (!timeout) return undefined;
  const { option, bounds, completedBy, breaks = [], beyond = [] } = timeout;
  const beside = client.beside ?? [];
  if (breaks.some((name) => beside.includes(name))) return undefined;
  // All that is seen of it is what the option would not bound.
  if (client.calls.length === 0 && beyond.some((name) => isUsed(file, name))) return undefined;
  const plain = { option, idle: bounds === 'idle', ...(completedBy === undefined ? {} : { completedBy }) };
  const { plainSince, madeBy } = timeout;
  if (plainSince === undefined || (version !== undefined && versionFits(version, plainSince))) return plain;
  const from = madeBy?.packages.find((name) => beside.includes(name));
  return madeBy && from !== undefined ? { ...plain, madeBy: { name: madeBy.name, from } } : undefined;
}

/** `client.live.connect(...)`, `const { live } = client`. */
function isUsed(file: ParsedFile, name: string): boolean {
  return someNode(file.ast, (node) => {
    if (node.type === 'MemberExpression') return memberName(node) === name && node.parent.type === 'MemberExpression';
    return node.type === 'Property' && node.parent.type === 'ObjectPattern' && isIdentifier(node.key, name);
  });
}

/** The option by which a library is told the driver that it goes through. */
const choiceOfDriver: Readonly<Record<string, string>> = { sequelize: 'dialect', knex: 'client' };

/** `{ dialect: 'postgres' }`, `{ client: 'pg' }`. */
function isForPostgres(argument: Node, choice: string): boolean {
  const options = unwrapped(argument);
  const dialect = options.type === 'ObjectExpression' ? findProperty(options, choice)?.value : undefined;
  return dialect?.type === 'Literal' && /^(?:pg|postgres(?:ql)?)$/.test(String(dialect.value));
}

/** Edits that set an option where a client is made. */
export function clientEdits(
  file: ParsedFile,
  client: ClientInstance,
  call: Call,
  known: ClientOption,
  ms: number,
): TextEdit[] | undefined {
  if (!known.madeBy) return optionEdits(file, client, call, known, milliseconds(ms));
  const [holder, option] = known.option.split('.') as [string, string];
  const { name, from } = known.madeBy;
  const made = importedName(file, from, name) ?? newImport(file, from, name);
  // A handler that is there already has options of its own.
  if (!made || new RegExp(`\\b${holder}\\b`).test(textOf(file, call))) return undefined;
  const value = `new ${made.local}({ ${option}: ${milliseconds(ms)} })`;
  const edits = optionEdits(file, client, call, { option: holder, idle: known.idle }, value);
  return edits && [...made.edits, ...edits];
}

/** A class of a package that the file has no import of. */
function newImport(file: ParsedFile, from: string, name: string): ReturnType<typeof importedName> {
  const { quote, end } = styleOf(file);
  const isModule = file.ast.body.some(({ type }) => type === 'ImportDeclaration');
  if (!isModule || freshName(file, name) !== name) return undefined;
  return { local: name, edits: [atImports(file, [`import { ${name} } from ${quote}${from}${quote}${end}`])] };
}

function optionEdits(
  file: ParsedFile,
  client: ClientInstance,
  call: Call,
  known: ClientOption,
  value: string,
): TextEdit[] | undefined {
  const { range } = client.options;
  const { option, completedBy } = known;
  const values = completedBy === undefined ? value : `${value}, ${completedBy}: ${value}`;
  const index = call.arguments.findIndex((argument) => argument.range[0] === range?.start);
  if (index < 0) {
    const position = positionOf(client, call);
    return position !== undefined && isAddressed(file, client, call)
      ? setOption(file, call, position, option, values)
      : undefined;
  }
  const argument = unwrapped(call.arguments[index]!);
  if (client.library?.name === 'pg' && isAddressOnly(file, call)) {
    const address = `connectionString: ${textOf(file, argument)}`;
    return [replace(argument, `{ ${address}, ${nestedProperty(option, value)} }`)];
  }
  // Anything but an object may be a URL or a whole configuration from elsewhere.
  const literal = argument.type === 'ObjectExpression' ? { object: argument, alone: true } : literalOf(file, argument);
  if (literal) return literal.alone ? limited(file, client, literal.object, known, value) : undefined;
  if (client.api.startsWith('aws-sdk')) return beforeConfigured(file, argument, option, value);
  const behind = client.library?.name === 'ioredis' && isAddressed(file, client, call);
  return behind ? setOption(file, call, call.arguments.length, option, value) : undefined;
}

/** `new Client('postgres://…')`: what pg takes as a text it takes as an option too. */
function isAddressOnly(file: ParsedFile, { callee, arguments: all }: Call): boolean {
  const name = callee.type === 'MemberExpression' ? memberName(callee) : textOf(file, callee);
  return name === 'Client' && all.length === 1 && isTextOrEnv(file, unwrapped(all[0]!));
}

/** A text, or a variable of the surroundings, which is one. */
function isTextOrEnv(file: ParsedFile, node: Node): boolean {
  return isText(file, node) || /^process\.env\.\w+$/.test(textOf(file, node));
}

/** What is configured elsewhere may hold a limit, which then wins. */
function beforeConfigured(file: ParsedFile, argument: Node, option: string, value: string): TextEdit[] | undefined {
  if (!/^(?:Call|Member)Expression$|^Identifier$/.test(argument.type)) return undefined;
  return [replace(argument, `{ ${nestedProperty(option, value)}, ...${textOf(file, argument)} }`)];
}

/**
 * The option in an object, with the one that bounds the rest; none where that is turned off. What is spread there from
 * elsewhere may hold a limit, which then wins.
 */
function limited(
  file: ParsedFile,
  { timeoutReason }: ClientInstance,
  object: Ast.ObjectExpression,
  { option, completedBy }: ClientOption,
  value: string,
): TextEdit[] | undefined {
  const present = completedBy === undefined ? undefined : findProperty(object, completedBy);
  if (present && textOf(file, present.value) === '0') return undefined;
  const set = timeoutReason?.includes('turned off') ? setProperty : setDefaultProperty;
  if (completedBy === undefined || present) return set(file, object, option, value);
  const [first] = object.properties;
  const head = file.text.slice(object.range[0], first?.range[0] ?? object.range[0]);
  const lead = first && head.includes('\n') ? `\n${indentAt(file.text, first.range[0])}` : ' ';
  return set(file, object, option, `${value},${lead}${completedBy}: ${value}`);
}

/** Libraries whose options stand behind an address or a key, and those that take both in any number. */
const behindAddress = /^(?:mongodb|mongoose|@slack\/web-api|ioredis)$/;

/** Where the options go; a token may be left out, an address may not. */
function positionOf({ library }: ClientInstance, { arguments: all }: Call): number | undefined {
  if (all.length > 0) return all.length;
  if (library?.name === '@slack/web-api') return 1;
  return library?.name === 'mongodb' || library?.name === 'mongoose' ? undefined : 0;
}

/** Nothing is passed yet, or what stands in front of the options and no more. */
function isAddressed(file: ParsedFile, { library }: ClientInstance, { arguments: all }: Call): boolean {
  if (all.length === 0) return true;
  if (!behindAddress.test(library?.name ?? '') || all.some(({ type }) => type === 'SpreadElement')) return false;
  if (library?.name !== 'ioredis') return all.length === 1;
  // A port and a host, or an address; a name of any other kind may be that of the options.
  return all.every((one) => {
    const plain = unwrapped(one);
    return isTextOrEnv(file, plain) || plain.type === 'Literal';
  });
}
