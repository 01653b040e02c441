import type { OptionsSchema, Rule } from './model.ts';

type Given<Options extends object> = Omit<Rule<Options>, 'defaultOptions' | 'schema' | 'fixable' | 'hasSuggestions'> & {
  readonly defaultOptions?: Options;
  /** Each option's JSON schema, description included. */
  readonly options?: OptionsSchema['properties'];
  readonly fixable?: boolean;
  readonly hasSuggestions?: boolean;
};

/** Fills in what most rules leave at its usual value: no options, no fix, no suggestions. */
export function defineRule<Options extends object = Record<never, never>>(given: Given<Options>): Rule<Options> {
  const { options = {}, ...rule } = given;
  return {
    fixable: false,
    hasSuggestions: false,
    defaultOptions: {} as Options,
    schema: { type: 'object', additionalProperties: false, properties: options },
    ...rule,
  };
}
