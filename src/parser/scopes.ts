import { analyze } from '@typescript-eslint/scope-manager';
import type { Ast, ScopeManager } from '../ast/types.ts';

/** The scopes of a tree, whichever parser made it; does not load the parser. */
export function scopesOf(ast: Ast.Program): ScopeManager {
  // Without `lib`, every global stays unresolved, which is what facts take for a global.
  return analyze(ast as never, { sourceType: ast.sourceType, lib: [], emitDecoratorMetadata: false }) as ScopeManager;
}
