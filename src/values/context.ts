import type { Knowledge } from '../knowledge/lookup.ts';
import type { Constant } from '../knowledge/retryFigures.ts';
import { Answers, cutShort } from '../ast/answers.ts';
import type { Node, ParsedFile, Variable } from '../ast/types.ts';
import { constantOf } from './constants.ts';
import { constructedValue } from './constructed.ts';
import { evaluate } from './evaluate.ts';
import { evaluateType } from './evaluateType.ts';
import { indexNodes } from '../ast/nodeIndex.ts';
import type { NodeIndex } from '../ast/nodeIndex.ts';
import { memberValue } from './members.ts';
import { readOptions } from './optionsView.ts';
import type { OptionsView } from './optionsView.ts';
import type { ModulePort } from './modulePort.ts';
import { unknownValue } from './abstractValue.ts';
import type { AbstractValue } from './abstractValue.ts';

/**
 * One file under analysis: its tree with parents, its scopes, and what its expressions are. Everything is worked out on
 * demand and once. Shapes of other files carry the context of their own file.
 */
export class FileContext {
  readonly file: ParsedFile;
  readonly port: ModulePort;
  readonly knowledge: Knowledge;
  /** All candidate nodes; the walk that fills it also sets parents. */
  readonly index: NodeIndex;
  #variables: Map<Node, Variable> | undefined;
  readonly #shapes = new Answers<Node, AbstractValue>(unknownValue);
  readonly #types = new Answers<Node, AbstractValue>(unknownValue);
  #depth = 0;

  constructor(file: ParsedFile, port: ModulePort, knowledge: Knowledge) {
    this.file = file;
    this.port = port;
    this.knowledge = knowledge;
    this.index = indexNodes(file);
  }

  /** The variable that an identifier refers to or declares; undefined for a global. */
  variable(identifier: Node): Variable | undefined {
    this.#variables ??= resolveAll(this.file);
    return this.#variables.get(identifier);
  }

  /** What an expression's value is, promises looked through. */
  value(node: Node | null | undefined): AbstractValue {
    if (!node) return unknownValue;
    return this.#memoize(this.#shapes, node, () => {
      const value = evaluate(this, node);
      return (value.kind === 'unknown' ? this.port.typed?.(this, node) : undefined) ?? value;
    });
  }

  /** What a value of an annotated type is. */
  valueOfType(node: Node | null | undefined): AbstractValue {
    if (!node) return unknownValue;
    return this.#memoize(this.#types, node, () => evaluateType(this, node));
  }

  /** What `object.name` is. */
  member(object: AbstractValue, name: string): AbstractValue {
    return memberValue(object, name);
  }

  /** What `new` on a value gives. */
  constructed(value: AbstractValue): AbstractValue {
    return constructedValue(value);
  }

  /** The constant that an expression is known to have; undefined where it is not known. */
  constant(node: Node | null | undefined): Constant | undefined {
    return node ? constantOf(this, node) : undefined;
  }

  /** Options that an expression holds, through variables, spreads, merges and helpers. */
  options(node: Node | null | undefined): OptionsView {
    return readOptions(this, node);
  }

  text(node: Node): string {
    return this.file.text.slice(node.range[0], node.range[1]);
  }

  #memoize(answers: Answers<Node, AbstractValue>, node: Node, work: () => AbstractValue): AbstractValue {
    return answers.of(node, () => {
      // What is behind more steps than a reader would follow is unknown.
      if (this.#depth > 60) {
        cutShort();
        return unknownValue;
      }
      this.#depth++;
      try {
        return work();
      } finally {
        this.#depth--;
      }
    });
  }
}

/** Only the variables with definitions: what the platform or an ESLint configuration declares is a global. */
function resolveAll(file: ParsedFile): Map<Node, Variable> {
  const found = new Map<Node, Variable>();
  for (const scope of file.scopes.scopes) {
    for (const variable of scope.variables) {
      if (variable.defs.length === 0) continue;
      for (const identifier of variable.identifiers) found.set(identifier, variable);
      for (const reference of variable.references) found.set(reference.identifier, variable);
    }
    for (const reference of scope.references) {
      if (reference.resolved && reference.resolved.defs.length > 0) {
        found.set(reference.identifier, reference.resolved);
      }
    }
  }
  return found;
}
