import { each } from '../knowledge/members.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const azureCall: Member = { request: { options: -1 } };
const azureMembers = {
  ...each(
    [
      'getContainerClient',
      'getBlobClient',
      'getBlockBlobClient',
      'getAppendBlobClient',
      'getPageBlobClient',
      'getQueueClient',
      'getShareClient',
      'getDirectoryClient',
      'getFileClient',
      'getBlobBatchClient',
    ],
    { returns: 'Client' } satisfies Member,
  ),
  ...each(['generateSasUrl', 'url', 'name'], {}),
};

export const azureStorage: Library = {
  name: '@azure/storage-blob',
  api: 'sdk:azure-storage',
  modules: ['@azure/storage-blob', '@azure/storage-queue', '@azure/storage-file-share', '@azure/data-tables'],
  exports: {
    BlobServiceClient: {
      new: { returns: 'Client', createsClient: true, options: 2 },
      members: { fromConnectionString: { returns: 'Client', createsClient: true, options: 1 } },
    },
    QueueServiceClient: {
      new: { returns: 'Client', createsClient: true, options: 2 },
      members: { fromConnectionString: { returns: 'Client', createsClient: true, options: 1 } },
    },
    TableClient: {
      new: { returns: 'Client', createsClient: true, options: 3 },
      members: { fromConnectionString: { returns: 'Client', createsClient: true, options: 2 } },
    },
    ...Object.fromEntries(
      ['ContainerClient', 'BlobClient', 'BlockBlobClient', 'QueueClient', 'ShareClient'].map((name) => [
        name,
        { new: { returns: 'Client', createsClient: true, options: 2 } satisfies Member },
      ]),
    ),
  },
  typeNames: {
    BlobServiceClient: 'Client',
    ContainerClient: 'Client',
    BlobClient: 'Client',
    BlockBlobClient: 'Client',
    QueueClient: 'Client',
    TableClient: 'Client',
  },
  types: { Client: { members: { ...azureMembers, '*': azureCall } } },
  timeouts: [
    { option: 'abortSignal', bounds: 'call', unit: 'signal' },
    { option: 'retryOptions.tryTimeoutInMs', bounds: 'call', acceptedAt: 'instance' },
  ],
  retryOptions: { attempts: ['retryOptions.maxTries'], countsAs: 'total', off: [1] },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'the Azure SDK leaves the timeout of an attempt to the server' },
      retry: {
        attempts: 4,
        delay: 'exponential',
        baseMs: 4_000,
        maxMs: 120_000,
        jitter: true,
        errors: 'selective',
        why: 'the Azure storage SDK makes 4 attempts by default',
      },
      source: '@azure/storage-blob 12 src/policies/StorageRetryPolicyV2.ts DEFAULT_RETRY_OPTIONS',
    },
  ],
};
