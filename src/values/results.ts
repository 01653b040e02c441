import { returnsOf } from '../ast/functions.ts';
import { joinAll } from './shapes.ts';
import { unknownShape } from './shape.ts';
import type { FunctionShape, Shape } from './shape.ts';

/** What calling a function in sight gives: its annotation where that says something, else what it returns. */
export function resultOf(shape: FunctionShape): Shape {
  const returned = joinAll(
    returnsOf(shape.node)
      .slice(0, 6)
      .map((node) => shape.file.shape(node)),
  );
  if (returned.kind !== 'unknown') return returned;
  const annotation = shape.node.returnType?.typeAnnotation;
  const typed = annotation ? shape.file.typeShape(annotation) : unknownShape;
  // Only whoever is called from outside hands something in; a function of ours gives what it has made.
  if (typed.kind === 'client') return { ...typed, origin: 'instance' };
  return typed.kind === 'unknown' ? returned : typed;
}
