/**
 * The door of this room: what an expression is, as far as syntax, scopes, imports and annotations tell. Other rooms
 * import nothing past it. Start from a `FileContext`; `value(node)` answers for one expression.
 */
export type { AbstractValue, ClassValue, ClientValue, Creation, ObjectValue, Parameter } from './abstractValue.ts';
export { argumentsAt, argumentsOf } from '../ast/callArguments.ts';
export { instanceOf, staticMember } from './classes.ts';
export { constantOf } from './constants.ts';
export { argumentsGiven } from './callers.ts';
export { FileContext } from './context.ts';
export { noModules, ownVersion } from './modulePort.ts';
export type { GlobalMutation, ModulePort, ModuleSummary } from './modulePort.ts';
export { mutationMarkers } from './mutations.ts';
export { namesAddedTo, ownerOfThis } from './owners.ts';
export { readAll } from './optionsView.ts';
export type { OptionValue, OptionsView } from './optionsView.ts';
export type { ProjectFiles } from '../facts/projectFiles.ts';
export { awaitedMembers, findRequest, isRequest } from './requests.ts';
export type { FoundRequest } from './requests.ts';
export { resultOf } from './results.ts';
export { summarize, summarizeContext } from './summarize.ts';
export { chainedListener, fieldFor, listensForError, listensOnThis, readsOf, variableFor } from './valueFlow.ts';
export { joinValues, sameLibrary } from './joinValues.ts';
export { libraryOf, libraryTypeName } from './modules.ts';
