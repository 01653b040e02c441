import { analyze } from '@typescript-eslint/scope-manager';
import type { Ast, ScopeManager } from '../ast/types.ts';

/** The scopes of a tree, whichever parser made it; does not load the parser. */
export function scopesOf(ast: Ast.Program): ScopeManager {
  return scopesAs(ast, ast.sourceType);
}

/**
 * The scopes of a tree read as a module, also where it is a script: in a global scope references to a script's own
 * declarations would stay unresolved.
 */
export function scopesOfModule(ast: Ast.Program): ScopeManager {
  return scopesAs(ast, 'module');
}

function scopesAs(ast: Ast.Program, sourceType: Ast.Program['sourceType']): ScopeManager {
  // Without `lib`, every global stays unresolved, which is what facts take for a global.
  return analyze(ast as never, { sourceType, lib: [], emitDecoratorMetadata: false }) as ScopeManager;
}
