import type { CodegenConfig } from '@graphql-codegen/cli'

const config: CodegenConfig = {
  // The server that is asked tells its schema; its descriptions become comments of the types.
  schema: process.env.GRAPHQL_URL ?? 'http://127.0.0.1:8080/graphql',
  documents: ['src/**/*.ts', '!src/gql/**'],
  emitLegacyCommonJSImports: false,
  importExtension: '.js',
  generates: {
    'src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string', // a document is sent as it is written: nothing of GraphQL is needed at run time
        scalars: { Date: 'string', ID: 'string' },
        strictScalars: true,
        enumsAsTypes: true,
        useTypeImports: true,
      },
    },
  },
}

export default config
