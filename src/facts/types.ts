/** A class or interface, and the package that declares it: `Redis` of `ioredis`. */
export interface DeclaredType {
  /** As an import would write it: `pg` also where `@types/pg` holds the declaration. */
  readonly package: string;
  readonly name: string;
}

/**
 * What a compiler says of the type of an expression, promises looked through: for each member of the union that it is,
 * the declared types that this member is or extends, the nearest first.
 */
export type TypeAnswer = readonly (readonly DeclaredType[])[];

/** The answers for one file, by `placeKey` of the expression. */
export type FileAnswers = Readonly<Record<string, TypeAnswer>>;
