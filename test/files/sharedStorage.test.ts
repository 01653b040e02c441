import { expect, it } from 'vitest';
import { sharedStorage } from '../../src/files/sharedStorage.ts';

const storage = '/home/ada/.vscode-server/data/User/workspaceStorage';
const id = '0f3c5b7b9a4d1c2e8f6a7b8c9d0e1f2a';

it.each([
  [`${storage}/${id}/breakwater.breakwater`, `${storage}/${id}/breakwater.breakwater`],
  [`${storage}/${id}-1/breakwater.breakwater`, `${storage}/${id}/breakwater.breakwater`],
  [`${storage}/${id}-9/breakwater.breakwater/`, `${storage}/${id}/breakwater.breakwater/`],
  // A hash below zero, as windows in a browser name their workspaces.
  [`${storage}/-6f0a1c3d/breakwater.breakwater`, `${storage}/-6f0a1c3d/breakwater.breakwater`],
  [`${storage}/-6f0a1c3d-2/breakwater.breakwater`, `${storage}/-6f0a1c3d/breakwater.breakwater`],
  [`${storage}/-7/breakwater.breakwater`, `${storage}/-7/breakwater.breakwater`],
  // VS Code counts to nine.
  [`${storage}/${id}-12/breakwater.breakwater`, `${storage}/${id}-12/breakwater.breakwater`],
  [`/home/team-1/${id}/breakwater.breakwater`, `/home/team-1/${id}/breakwater.breakwater`],
])('leads from %s to %s', (given, shared) => {
  expect(sharedStorage(given)).toBe(shared);
});
