import { instanceOf } from './classes.ts';
import { withType } from './joinValues.ts';
import { constructedBy } from './objects.ts';
import { unknownValue } from './abstractValue.ts';
import type { AbstractValue } from './abstractValue.ts';

/** What `new` on a value gives, where no call is at hand. */
export function constructedValue(value: AbstractValue): AbstractValue {
  if (value.kind === 'class') return instanceOf(value);
  if (value.kind === 'function') return constructedBy(value);
  const returns = value.kind === 'client' ? value.type.new?.returns : undefined;
  if (value.kind !== 'client' || returns === undefined || returns === 'this') return unknownValue;
  return withType(value, returns, value.typeName) ?? unknownValue;
}
