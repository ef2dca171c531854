import type { Finding } from '../../kernel/index.ts'
import { blocksOf, comparedPairs } from './cluster-findings.ts'
import { type LinkReason, linkReason, sinkOf } from './link-reason.ts'
import type { Rulings } from './rulings.ts'

/** An issue keeps this many links, the closest first: a chatty rule on long lists of literals has no end of them. */
const MAX_LINKS = 20

/** Two issues that are not one, by number, and the pair of findings that says so. */
export interface IssueLink {
  left: number
  right: number
  a: string
  b: string
  rank: number
  reason: string
}

/** With how many of those that follow it a finding is compared: of more, no more than `MAX_LINKS` would be kept. */
const LINK_COMPARED = 50

/**
 * Links between issues: at most one for two issues, the closest. `issueOf[index]` is the number of the issue that the
 * finding at `index` of `ordered` belongs to. Runs block by block, as clustering does.
 */
export function linkIssues(
  ordered: readonly Finding[],
  issueOf: readonly number[],
  rulings: Rulings,
): IssueLink[] {
  const known = new Set<string>()
  const counts = new Map<number, number>()
  return [keep(ruledLinks()), ...Array.from(blocksOf(ordered), (block) => keep(blockLinks(block)))].flat()

  function* ruledLinks(): Generator<IssueLink> {
    for (const { a, b, override } of rulings.apart)
      yield linkOf(a, b, { rank: 0, reason: `split by ${override.by}: ${override.reason}` })
    for (const [x, y] of sameSinkPairs(ordered)) yield* linkPair(x, y)
  }

  function* blockLinks(block: readonly [number, number]): Generator<IssueLink> {
    for (const [x, y] of comparedPairs(ordered, [block], LINK_COMPARED)) yield* linkPair(x, y)
  }

  function* linkPair(x: number, y: number): Generator<IssueLink> {
    const [a, b] = [ordered[x], ordered[y]]
    if (a === undefined || b === undefined || issueOf[x] === issueOf[y]) return
    const link = linkReason(a, b)
    if (link !== null) yield linkOf(x, y, link)
  }

  function linkOf(x: number, y: number, link: LinkReason): IssueLink {
    const [a, b] = (issueOf[x] ?? 0) <= (issueOf[y] ?? 0) ? [x, y] : [y, x]
    return {
      left: issueOf[a] ?? 0,
      right: issueOf[b] ?? 0,
      a: ordered[a]?.id ?? '',
      b: ordered[b]?.id ?? '',
      ...link,
    }
  }

  /** The closest first: two issues are linked once, and no issue has more links than it may. */
  function keep(links: Iterable<IssueLink>): IssueLink[] {
    const count = (issue: number) => counts.get(issue) ?? 0
    return [...links]
      .sort((x, y) => x.rank - y.rank || x.left - y.left || x.right - y.right)
      .filter(({ left, right }) => {
        const pair = `${left} ${right}`
        if (left === right || known.has(pair) || count(left) >= MAX_LINKS || count(right) >= MAX_LINKS)
          return false
        known.add(pair)
        counts.set(left, count(left) + 1)
        counts.set(right, count(right) + 1)
        return true
      })
  }
}

/** Neighbours among the findings whose flows end at one place: a chain, since all pairs would be too many. */
function* sameSinkPairs(ordered: readonly Finding[]): Generator<[number, number]> {
  const last = new Map<string, number>()
  for (const [index, finding] of ordered.entries()) {
    const sink = sinkOf(finding)
    if (sink === null) continue
    const before = last.get(sink)
    if (before !== undefined) yield [before, index]
    last.set(sink, index)
  }
}
