import type { Library, TypeSpec } from '../knowledge/schema.ts';
import type { ClassNode, FunctionNode, Node } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import type { ClientOrigin } from '../facts/model.ts';
import type { FileContext } from './context.ts';

/** What a value is, as far as syntax, scopes, imports and annotations tell. Promises are looked through. */
export type AbstractValue =
  UnknownValue | ClientValue | FunctionValue | ClassValue | ObjectValue | ModuleValue | LiteralValue;

export type Parameter = { readonly function: FunctionNode; readonly index: number; readonly file: FileContext };

export interface UnknownValue {
  readonly kind: 'unknown';
  /** It comes in from outside: a parameter without a useful type. */
  readonly injected?: boolean;
  /** The parameter of a function that it stands for, and the file of that. */
  readonly parameter?: Parameter;
}

/** A value that a known library provides: a client, an instance, a cursor, a policy. */
export interface ClientValue {
  readonly kind: 'client';
  readonly library: Library;
  readonly version?: string;
  readonly type: TypeSpec;
  /** The type's name in `library.types`, or the export's name. */
  readonly typeName: string;
  readonly origin: ClientOrigin;
  /** Where an instance was made, and the options that it was made with, last ones first. */
  readonly creation?: Creation;
  /** Syntax left open what it is, and a compiler said so: how it was made is not in sight. */
  readonly by?: 'types';
}

export interface Creation {
  /** The expression that makes the instance, in the file of `context`. */
  readonly node: Node;
  readonly range: Range;
  readonly file: FileContext;
  /** Expressions that hold its options. */
  readonly options: readonly Node[];
  /** The instance that it was derived from: `instance.extend(...)`. */
  readonly base?: Creation;
}

/** A function whose body is in sight. */
export interface FunctionValue {
  readonly kind: 'function';
  readonly node: FunctionNode;
  readonly file: FileContext;
  /** What `this` is in it. */
  readonly receiver?: AbstractValue;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly node: ClassNode;
  readonly file: FileContext;
}

/** An object literal, an instance of a class in sight, or what an interface describes. */
export interface ObjectValue {
  /** Names of its members, where a type lists them. */
  readonly names?: () => readonly string[];
  readonly kind: 'object';
  /** Undefined where it has no such member, as far as is known. */
  member(name: string): AbstractValue | undefined;
  readonly node?: Node;
  readonly file?: FileContext;
  readonly origin?: ClientOrigin;
  /** What an array, set or map holds. */
  readonly element?: AbstractValue;
  /** What calling it gives, for methods that an interface describes. */
  readonly returns?: () => AbstractValue;
  /** What it is called with, where its type says so. */
  readonly parameter?: (index: number) => AbstractValue;
  /** The class that it is an instance of. */
  readonly class?: ClassValue;
}

/** A module of a known library or a local file. */
export interface ModuleValue {
  readonly kind: 'module';
  member(name: string): AbstractValue | undefined;
  /** What the module is when used as a value: CommonJS `module.exports`. */
  readonly itself?: AbstractValue;
}

export interface LiteralValue {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null | undefined;
}

export const unknownValue: UnknownValue = { kind: 'unknown' };
