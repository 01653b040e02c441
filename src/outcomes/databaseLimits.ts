import type { Node } from '../ast/types.ts';
import { unwrap } from '../ast/nodes.ts';
import type { ClientValue, FileContext } from '../values/index.ts';

/** Databases whose drivers wait for a query without end; tedious, of SQL Server, gives up after 15 s. */
const unlimitedDialects: ReadonlySet<unknown> = new Set(['postgres', 'mysql', 'mariadb']);
const unlimitedAddress = /^['"`](?:postgres(?:ql)?|mysql|mariadb):\/\//;

/** `new Sequelize('postgres://db/a')`, `new Sequelize(url, { dialect: 'mysql' })`. */
export function isOfUnlimitedDialect(context: FileContext, { creation }: ClientValue): boolean {
  const dialect = creation?.options.map((options) => creation.file.options(options).get('dialect'));
  if (dialect?.some((one) => one.state === 'present' && unlimitedDialects.has(one.constant))) return true;
  const made = creation?.file === context ? creation.node : undefined;
  const first = made?.type === 'NewExpression' ? made.arguments[0] : undefined;
  return first !== undefined && unlimitedAddress.test(context.text(unwrap(first as Node)));
}

const inAddress = /[?&](?:statement_timeout|query_timeout|socketTimeoutMS|socket_timeout|commandTimeout)=[1-9$]/;
const MAX_OPTIONS = 4;

/** `postgres://db/shop?statement_timeout=5000`, where the client is made or in a constant. */
export function addressLimits(context: FileContext, { creation }: ClientValue): boolean {
  if (!creation || creation.file !== context) return false;
  const made = creation.node;
  if (made.type !== 'NewExpression' && made.type !== 'CallExpression') return false;
  return made.arguments.slice(0, MAX_OPTIONS).some((argument) => {
    const plain = unwrap(argument as Node);
    if (plain.type !== 'ObjectExpression') return holdsLimit(context, plain);
    return plain.properties.some((one) => one.type === 'Property' && holdsLimit(context, unwrap(one.value as Node)));
  });
}

function holdsLimit(context: FileContext, node: Node): boolean {
  if (node.type === 'Literal' || node.type === 'TemplateLiteral') return inAddress.test(context.text(node));
  const definition = node.type === 'Identifier' ? context.variable(node)?.defs[0]?.node : undefined;
  const init = definition?.type === 'VariableDeclarator' ? definition.init : undefined;
  return (
    !!init && /^(?:Literal|TemplateLiteral|BinaryExpression)$/.test(init.type) && inAddress.test(context.text(init))
  );
}
