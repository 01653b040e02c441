import type ts from 'typescript';
import type { DeclaredType, TypeAnswer } from '../facts/types.ts';
import type { TypeScript } from './program.ts';

/** Classes and interfaces that extend each other: nobody stacks more of them. */
const MAX_DEPTH = 6;
/** Members of a union that are told apart. */
const MAX_MEMBERS = 8;

/** Says which package declares a type, by the files that its declarations are in. */
export class DeclaredTypes {
  readonly #ts: TypeScript;
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;

  constructor(typescript: TypeScript, program: ts.Program) {
    this.#ts = typescript;
    this.#program = program;
    this.#checker = program.getTypeChecker();
  }

  /** The answer for an expression; undefined where no package declares anything of its type. */
  of(node: ts.Node): TypeAnswer | undefined {
    const type = this.#settled(this.#checker.getTypeAtLocation(node));
    const members = type.isUnion() ? type.types : [type];
    if (members.length > MAX_MEMBERS) return undefined;
    const answer = members.map((member) => {
      const found: DeclaredType[] = [];
      this.#collect(this.#settled(member), found, 0);
      return found;
    });
    return answer.every((types) => types.length === 0) ? undefined : answer;
  }

  /** The type without null, promises and type parameters around it. */
  #settled(type: ts.Type): ts.Type {
    let at = this.#checker.getNonNullableType(type);
    at = this.#checker.getBaseConstraintOfType(at) ?? at;
    const promised = /^Promise(?:Like)?$/.test(at.symbol?.name ?? '') ? this.#checker.getAwaitedType(at) : undefined;
    return promised ? this.#checker.getNonNullableType(promised) : at;
  }

  #collect(type: ts.Type, found: DeclaredType[], depth: number): void {
    if (depth > MAX_DEPTH) return;
    if (type.aliasSymbol) this.#add(type.aliasSymbol, found);
    if (type.isIntersection()) {
      for (const part of type.types) this.#collect(part, found, depth + 1);
      return;
    }
    const target = this.#target(type);
    // The class itself has the symbol of its instances.
    if (!target.isClassOrInterface()) return;
    this.#add(target.symbol, found);
    for (const base of this.#checker.getBaseTypes(target)) this.#collect(base, found, depth + 1);
  }

  #target(type: ts.Type): ts.Type {
    const { ObjectFlags, TypeFlags } = this.#ts;
    if (!(type.flags & TypeFlags.Object)) return type;
    const isReference = (type as ts.ObjectType).objectFlags & ObjectFlags.Reference;
    return isReference ? (type as ts.TypeReference).target : type;
  }

  #add(symbol: ts.Symbol, found: DeclaredType[]): void {
    for (const declaration of symbol.declarations ?? []) {
      const source = declaration.getSourceFile();
      // The language's own declarations lie in a package too.
      const packageName = this.#program.isSourceFileDefaultLibrary(source) ? undefined : packageOf(source.fileName);
      if (packageName === undefined) continue;
      const { name: written } = declaration as ts.Declaration & { readonly name?: ts.Node };
      const name = symbol.name === 'default' && written ? written.getText() : symbol.name;
      if (!found.some((one) => one.package === packageName && one.name === name))
        found.push({ package: packageName, name });
    }
  }
}

/** The package that a file of node_modules belongs to, as imports name it; undefined elsewhere and for Node's own types. */
export function packageOf(path: string): string | undefined {
  const at = path.lastIndexOf('/node_modules/');
  if (at < 0) return undefined;
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(path.slice(at + '/node_modules/'.length))?.[0];
  // What Prisma generates lies beside the package that it is imported from.
  if (name === '.prisma') return '@prisma/client';
  if (!name?.startsWith('@types/')) return name;
  const typed = name.slice('@types/'.length);
  if (typed === 'node') return undefined;
  return typed.includes('__') ? `@${typed.replace('__', '/')}` : typed;
}
