/** Where Breakwater's source lives. package.json says the same; test/repository.test.ts holds both against each other. */
export const repositoryUrl = 'https://github.com/breakwater/breakwater';
