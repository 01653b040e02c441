import { unwrap, memberName } from '../ast/nodes.ts';
import type { Ast, CallExpression, Node } from '../ast/types.ts';
import { textHas } from '../ast/fileText.ts';
import { constantOf, type ClientValue, type FileContext } from '../values/index.ts';

type Assigned = 'bounded' | 'off' | 'unknown';

/**
 * What limits an instance through its own defaults, set after it was made: `instance.defaults.timeout = 5000`,
 * `Object.assign(instance.defaults, { timeout: 5000 })`. Undefined where nothing of the kind is in the file that made it.
 */
export function assignedDefaults(value: ClientValue): Assigned | undefined {
  const { creation, library } = value;
  const rows = library.mutations?.filter(({ assigns, effect }) => effect === 'timeout' && assigns !== undefined) ?? [];
  if (!creation || rows.length === 0 || !textHas(creation.file.file, /\.defaults\b/)) return undefined;
  const { file } = creation;
  const found = rows.flatMap(({ assigns, off = [] }): Assigned[] => {
    const [holder, option] = assigns!.split('.') as [string, string];
    const isHolder = (node: Node): boolean => isMemberOf(file, node, holder, value);
    const stateOf = (constant: unknown): Assigned =>
      constant !== undefined && (off as readonly unknown[]).includes(constant) ? 'off' : 'bounded';
    const fromObject = (node: Node): Assigned[] => {
      const set = file.options(node).get(option);
      if (set.state === 'absent') return [];
      return [set.state === 'present' ? stateOf(set.constant) : 'unknown'];
    };
    const assigned = file.index.assignments.flatMap((node: Ast.AssignmentExpression): Assigned[] => {
      const left = unwrap(node.left);
      if (left.type !== 'MemberExpression') return [];
      if (memberName(left) === option && isHolder(unwrap(left.object))) return [stateOf(constantOf(file, node.right))];
      return isHolder(left) ? fromObject(node.right) : [];
    });
    return [...assigned, ...file.index.calls.flatMap((call) => (mergesInto(call, isHolder) ?? []).flatMap(fromObject))];
  });
  return found.find((one) => one !== 'off') ?? found[0];
}

/** What `Object.assign(instance.defaults, ...)` or `_.merge` puts there. */
function mergesInto(call: CallExpression, isHolder: (node: Node) => boolean): readonly Node[] | undefined {
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  const [target, ...given] = call.arguments;
  if (!/^(?:assign|merge|extend)$/.test(name ?? '') || !target || !isHolder(unwrap(target))) return undefined;
  return given.filter(({ type }) => type !== 'SpreadElement');
}

/** `instance.defaults`, of the same instance. */
function isMemberOf(file: FileContext, node: Node, name: string, { creation }: ClientValue): boolean {
  if (node.type !== 'MemberExpression' || memberName(node) !== name) return false;
  const owner = file.value(unwrap(node.object));
  return (
    owner.kind === 'client' &&
    owner.creation?.range.start === creation!.range.start &&
    owner.creation.file.file.path === file.file.path
  );
}
