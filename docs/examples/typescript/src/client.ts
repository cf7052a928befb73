import type { TypedDocumentString } from './gql/graphql.js'

const url = process.env.GRAPHQL_URL ?? 'http://127.0.0.1:8080/graphql'

/** The codes that an error can have: docs/semantics.md. */
export type Code =
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'TOO_COMPLEX'
  | 'RATE_LIMITED'
  | 'TIMEOUT'
  | 'UNAVAILABLE'
  | 'INTERNAL'

interface GraphQLError {
  message: string
  path?: (string | number)[]
  extensions: { code: Code }
}

interface Answer<Result> {
  data?: Result | null
  errors?: GraphQLError[]
}

/** An answer that holds errors. */
export class AnswerError extends Error {
  readonly code: Code

  constructor(readonly errors: [GraphQLError, ...GraphQLError[]]) {
    super(errors.map((e) => `${e.extensions.code}: ${e.message}`).join('\n'))
    this.code = errors[0].extensions.code
  }
}

/** Asks one operation. The types of its variables and of its answer are those of the document. */
export async function ask<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: NoInfer<Variables>,
  attempts = 3,
): Promise<Result> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
    body: JSON.stringify({ query: document.toString(), variables }),
    signal: AbortSignal.timeout(15_000),
  })
  // A server that is busy says when to come again. Nothing was done yet, so asking again is safe.
  const wait = response.headers.get('retry-after')
  if (wait !== null && attempts > 1) {
    await response.body?.cancel()
    await new Promise((done) => setTimeout(done, Number(wait) * 1000))
    return ask(document, variables, attempts - 1)
  }
  if (!/json/.test(response.headers.get('content-type') ?? '')) {
    throw new Error(`${url} answers ${response.status} ${response.statusText}, and no JSON: is it orggraph?`)
  }
  const { data, errors } = (await response.json()) as Answer<Result>
  const [first, ...others] = errors ?? []
  if (first) throw new AnswerError([first, ...others])
  if (!data) throw new Error(`${url} answers with neither data nor errors`)
  return data
}
