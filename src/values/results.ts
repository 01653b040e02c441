import { returnsOf } from '../ast/functions.ts';
import { joinValues } from './joinValues.ts';
import { unknownValue } from './abstractValue.ts';
import type { FunctionValue, AbstractValue } from './abstractValue.ts';

/** What calling a function in sight gives: its annotation where that says something, else what it returns. */
export function resultOf(value: FunctionValue): AbstractValue {
  const returned = joinValues(
    returnsOf(value.node)
      .slice(0, 6)
      .map((node) => value.file.value(node)),
  );
  if (returned.kind !== 'unknown') return returned;
  const annotation = value.node.returnType?.typeAnnotation;
  const typed = annotation ? value.file.valueOfType(annotation) : unknownValue;
  // Only whoever is called from outside hands something in; a function of ours gives what it has made.
  if (typed.kind === 'client') return { ...typed, origin: 'instance' };
  return typed.kind === 'unknown' ? returned : typed;
}
