import ineffectiveTimeout from './ineffective-timeout.md';
import partialTimeout from './partial-timeout.md';
import requireTimeout from './require-timeout.md';
import retryWithoutBackoff from './retry-without-backoff.md';
import unwrappedNetworkCall from './unwrapped-network-call.md';

/** The page of every rule, in Markdown, by id. Apart from the rules because only some shells show pages. */
export const pages: Readonly<Record<string, string>> = {
  'ineffective-timeout': ineffectiveTimeout,
  'partial-timeout': partialTimeout,
  'require-timeout': requireTimeout,
  'retry-without-backoff': retryWithoutBackoff,
  'unwrapped-network-call': unwrappedNetworkCall,
};
