import type { Library, TypeSpec } from '../knowledge/schema.ts';
import type { ClassNode, FunctionNode, Node } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import type { ClientOrigin } from '../facts/model.ts';
import type { FileContext } from './context.ts';

/** What a value is, as far as syntax, scopes, imports and annotations tell. Promises are looked through. */
export type Shape = UnknownShape | ClientShape | FunctionShape | ClassShape | ObjectShape | ModuleShape | LiteralShape;

export interface UnknownShape {
  readonly kind: 'unknown';
  /** It comes in from outside: a parameter without a useful type. */
  readonly injected?: boolean;
  /** The parameter of a function in this file it stands for. */
  readonly parameter?: { readonly function: FunctionNode; readonly index: number };
}

/** A value that a known library provides: a client, an instance, a cursor, a policy. */
export interface ClientShape {
  readonly kind: 'client';
  readonly library: Library;
  readonly version?: string;
  readonly type: TypeSpec;
  /** The type's name in `library.types`, or the export's name. */
  readonly typeName: string;
  readonly origin: ClientOrigin;
  /** Where an instance was made, and the options that it was made with, last ones first. */
  readonly made?: Made;
}

export interface Made {
  /** The expression that makes the instance, in the file of `context`. */
  readonly node: Node;
  readonly range: Range;
  readonly file: FileContext;
  /** Expressions that hold its options. */
  readonly options: readonly Node[];
  /** The instance that it was derived from: `instance.extend(...)`. */
  readonly base?: Made;
}

/** A function whose body is in sight. */
export interface FunctionShape {
  readonly kind: 'function';
  readonly node: FunctionNode;
  readonly file: FileContext;
  /** What `this` is in it. */
  readonly receiver?: Shape;
}

export interface ClassShape {
  readonly kind: 'class';
  readonly node: ClassNode;
  readonly file: FileContext;
}

/** An object literal, an instance of a class in sight, or what an interface describes. */
export interface ObjectShape {
  /** Names of its members, where a type lists them. */
  readonly names?: () => readonly string[];
  readonly kind: 'object';
  /** Undefined where it has no such member, as far as is known. */
  member(name: string): Shape | undefined;
  readonly node?: Node;
  readonly file?: FileContext;
  readonly origin?: ClientOrigin;
  /** What an array, set or map holds. */
  readonly element?: Shape;
  /** What calling it gives, for methods that an interface describes. */
  readonly returns?: () => Shape;
  /** What it is called with, where its type says so. */
  readonly parameter?: (index: number) => Shape;
  /** The class that it is an instance of. */
  readonly class?: ClassShape;
}

/** A module of a known library or a local file. */
export interface ModuleShape {
  readonly kind: 'module';
  member(name: string): Shape | undefined;
  /** What the module is when used as a value: CommonJS `module.exports`. */
  readonly itself?: Shape;
}

export interface LiteralShape {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null | undefined;
}

export const unknownShape: UnknownShape = { kind: 'unknown' };
