/** What is looked at of a package to tell its family: enough, and small. */
export interface PackageSketch {
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Paths relative to its folder. */
  readonly files: readonly string[];
  readonly texts: readonly string[];
}
export interface Family { readonly name: string }
export function familyOf(_sketch: PackageSketch): Family | undefined {
  return undefined;
}
