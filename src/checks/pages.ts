import badAttributes from './bad-attributes.md';
import badFrontMatter from './bad-front-matter.md';
import changeWithoutCheck from './change-without-check.md';
import deadAnchor from './dead-anchor.md';
import deadImage from './dead-image.md';
import deadLink from './dead-link.md';
import destroysWithoutConfirm from './destroys-without-confirm.md';
import drillOverdue from './drill-overdue.md';
import duplicateId from './duplicate-id.md';
import hiddenCharacter from './hidden-character.md';
import noEscalation from './no-escalation.md';
import noOwner from './no-owner.md';
import outputInCommand from './output-in-command.md';
import reviewOverdue from './review-overdue.md';
import rootPrompt from './root-prompt.md';
import secret from './secret.md';
import secretLiteral from './secret-literal.md';
import sessionLeftOpen from './session-left-open.md';
import shellSyntax from './shell-syntax.md';
import toolMissing from './tool-missing.md';
import unclearLine from './unclear-line.md';
import unclosedFence from './unclosed-fence.md';
import unexplainedBlank from './unexplained-blank.md';
import unknownAttribute from './unknown-attribute.md';
import unknownLanguage from './unknown-language.md';

/** The page of every check, in Markdown, by code. Apart from the checks because only some shells show pages. */
export const checkPages: Readonly<Record<string, string>> = {
  'bad-attributes': badAttributes,
  'bad-front-matter': badFrontMatter,
  'change-without-check': changeWithoutCheck,
  'dead-anchor': deadAnchor,
  'dead-image': deadImage,
  'dead-link': deadLink,
  'destroys-without-confirm': destroysWithoutConfirm,
  'drill-overdue': drillOverdue,
  'duplicate-id': duplicateId,
  'hidden-character': hiddenCharacter,
  'no-escalation': noEscalation,
  'no-owner': noOwner,
  'output-in-command': outputInCommand,
  'review-overdue': reviewOverdue,
  'root-prompt': rootPrompt,
  secret,
  'secret-literal': secretLiteral,
  'session-left-open': sessionLeftOpen,
  'shell-syntax': shellSyntax,
  'tool-missing': toolMissing,
  'unclear-line': unclearLine,
  'unclosed-fence': unclosedFence,
  'unexplained-blank': unexplainedBlank,
  'unknown-attribute': unknownAttribute,
  'unknown-language': unknownLanguage,
};
