import type { Ast, ParsedFile } from '../ast/types.ts';
import type { Suggestion } from './model.ts';
import { defineRule } from './defineRule.ts';
import { findProperty, propertyName, replace, setProperty } from './edits.ts';
import { pathTo, textOf } from '../ast/locate.ts';
import { optionRange, timeoutDefects } from './timeoutDefects.ts';
import type { FoundDefect } from './timeoutDefects.ts';

export const ineffectiveTimeout = defineRule({
  id: 'ineffective-timeout',
  description: 'a timeout that has no effect',
  severity: 'error',
  preset: 'recommended',
  hasSuggestions: true,
  check({ file, facts }) {
    return timeoutDefects(facts, 'ineffective')
      .filter((found) => found.subject.timeout !== 'bounded' && !mayListen(file, found))
      .map((found) => ({
        range: optionRange(file, found.defect.range),
        message: `This timeout has no effect: ${found.defect.why}.`,
        suggestions: effectiveTimeoutSuggestions(file, found),
      }));
  },
});

/** A `timeout` of node's http does something where somebody listens, or may listen, for the event. */
function mayListen(file: ParsedFile, { defect }: FoundDefect): boolean {
  return defect.why.includes("'timeout'") && /['"`]timeout['"`]\s*,|\.setTimeout\s*\(/.test(file.text);
}

function effectiveTimeoutSuggestions(file: ParsedFile, { defect }: FoundDefect): Suggestion[] {
  const path = pathTo(file, defect.range);
  const property = path.findLast((node): node is Ast.Property => node.type === 'Property');
  const object = path.findLast((node): node is Ast.ObjectExpression => node.type === 'ObjectExpression');
  if (!property || !object || property.value.range[0] !== defect.range.start) return [];
  if (propertyName(property) === 'requestTimeout' && defect.why.includes('throwOnRequestTimeout')) {
    const edits = setProperty(file, object, 'throwOnRequestTimeout', 'true');
    return edits ? [{ title: 'Add throwOnRequestTimeout: true', edits }] : [];
  }
  if (propertyName(property) !== 'timeout' || !defect.why.includes('AbortSignal.timeout')) return [];
  const spread = object.properties.some(({ type }) => type === 'SpreadElement');
  if (spread || findProperty(object, 'signal')) return [];
  const newText = `signal: AbortSignal.timeout(${textOf(file, property.value)})`;
  return [{ title: 'Replace with signal: AbortSignal.timeout(…)', edits: [replace(property, newText)] }];
}
