/** What compilers put round an import: `__importStar(require('http'))`. */
const INTEROP =
  /(?:\(0, ?)?(?:\b[\w$]+\.)?(?:__importStar|__importDefault|__toESM|_interopRequire(?:Default|Wildcard)|_interopDefault(?:Legacy|Compat)?|_interopNamespace(?:Default|Compat)?)\)?\s*(?=\(\s*require\()/g;
/** `Object.defineProperty(exports, "Client", { enumerable: true, get: function () { return client_1.Client; } });` */
const GETTER =
  /Object\.defineProperty\(exports, (['"])([\w$]+)\1, \{\s*enumerable: true,\s*get: ?(?:function ?\(\) ?\{\s*return ([\w$.]+);?\s*\}|\(\) ?=> ?([\w$.]+))\s*,?\s*\}\);?/g;
const STAR = /(?<![\w$.])(?:[\w$]+\.)?__exportStar\(require\((['"])([^'"\n]+)\1\), exports\);?/g;
/** `__classPrivateFieldGet(this, _Client_fetch, "f")`: a private field, as compilers write it for older engines. */
const PRIVATE = /(?:\b[\w$]+\.)?__classPrivateFieldGet\(this, ([\w$]+), "f"\)/g;
/** `exports.A = exports.B = void 0;` declares the names before they have a value. */
const VOID = /(?:\bexports\.[\w$]+ = )+(?:void 0|undefined);/g;

/**
 * A package's shipped text as its author may have written it: what compilers to CommonJS wrap round imports and exports
 * is put back into forms that the analysis reads. Only for looking at: offsets do not hold.
 */
export function asWritten(text: string): string {
  if (!/require\(|exports|__class/.test(text)) return text;
  return text
    .replace(VOID, '')
    .replace(PRIVATE, 'this.$1')
    .replace(INTEROP, '')
    .replace(GETTER, (_, _quote, name: string, one?: string, other?: string) => `exports.${name} = ${one ?? other};`)
    .replace(STAR, (_, quote: string, specifier: string) => `export * from ${quote}${specifier}${quote};`);
}
