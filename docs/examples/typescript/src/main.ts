import { AnswerError, ask } from './client.js'
import { graphql } from './gql/index.js'
import type { PracticeListQuery, PracticePageQuery, PracticeWhere } from './gql/graphql.js'

const pick = graphql(`
  query Pick($on: Date) {
    practices(
      asOf: $on, first: 1
      where: {primaryCareNetwork: {exists: true}, branchSurgeries: {count: {gte: 2}}, listSize: {gt: 10000}}
    ) {
      nodes { odsCode }
    }
  }
`)

const practicePage = graphql(`
  query PracticePage($code: ID!, $on: Date) {
    practice(odsCode: $code, asOf: $on) {
      odsCode name addressLines postcode listSize listSizeOn
      primaryCareNetworkEdge { validFrom node { name practices { totalCount } } }
      integratedCareSystem { odsCode name }
      region { name }
      branchSurgeries { nodes { name } }
    }
    dataset { title }
  }
`)

const practiceList = graphql(`
  query PracticeList($where: PracticeWhere, $on: Date, $first: Int!, $after: String) {
    practices(where: $where, asOf: $on, first: $first, after: $after, orderBy: [{listSize: DESC}]) {
      totalCount
      nodes { odsCode name listSize }
      pageInfo { hasNextPage endCursor }
    }
  }
`)

/** Every practice of a list, page by page. */
async function* practices(where: PracticeWhere, on: string | null, first: number) {
  let after: string | null = null
  for (;;) {
    const { practices: page }: PracticeListQuery = await ask(practiceList, { where, on, first, after })
    yield page
    if (!page.pageInfo.hasNextPage) return
    after = page.pageInfo.endCursor ?? null
  }
}

function show({ practice, dataset }: PracticePageQuery): void {
  if (!practice) return // it has just been found
  const { primaryCareNetworkEdge: membership, branchSurgeries } = practice
  console.log(`${practice.name} (${practice.odsCode})`)
  console.log([...practice.addressLines, practice.postcode ?? ''].join(', '))
  if (practice.listSize != null) console.log(`${practice.listSize} patients on ${practice.listSizeOn}`)
  if (membership) {
    const { name, practices } = membership.node
    console.log(`in ${name}, one of ${practices.totalCount} practices, since ${membership.validFrom ?? 'a day unknown'}`)
  }
  console.log([practice.integratedCareSystem?.name, practice.region?.name].filter(Boolean).join(', '))
  for (const branch of branchSurgeries.nodes) console.log(`  branch: ${branch.name}`)
  console.log(`from: ${dataset.title}`)
}

async function main(on: string | null): Promise<void> {
  const { practices: some } = await ask(pick, { on })
  const code = some.nodes[0]?.odsCode
  if (code === undefined) return console.log(`No practice has two branch surgeries on ${on ?? 'this day'}.`)
  const page = await ask(practicePage, { code, on })
  show(page)

  const ics = page.practice?.integratedCareSystem
  if (!ics) return
  console.log(`\nPractices of ${ics.name}, largest first, 50 a page:`)
  let pages = 0
  for await (const list of practices({ integratedCareSystem: { odsCode: { eq: ics.odsCode } } }, on, 50)) {
    const [first] = list.nodes
    console.log(`page ${++pages}: ${list.nodes.length} of ${list.totalCount}, from ${first?.name}, ${first?.listSize}`)
  }
}

try {
  await main(process.argv[2] ?? null)
} catch (error) {
  if (!(error instanceof AnswerError)) throw error
  console.error(error.message)
  process.exitCode = error.code === 'BAD_USER_INPUT' ? 2 : 1
}
