import type { Finding } from '../../kernel/index.ts'

/**
 * CWE ids of rules whose tool names one that does not say what the rule looks for, or says it so coarsely that it meets
 * nothing. Read off what each rule looks for (its documentation and code), not off what other tools say. The finding keeps what its tool said
 * (`cwe.ids`, `cwe.raw`): only correlation reads this.
 */
const RULE_CWE: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  bandit: {
    /** `exec`: Bandit says 78; what runs is Python, no command of the system. */
    B102: [95],
    /** Binding to all interfaces: Bandit says 605, several binds to one port. */
    B104: [1327],
    /** Flask's debugger left on: Bandit says 94, which is what it then allows. */
    B201: [489],
    /** MD5 and SHA-1: Bandit says 327, any broken algorithm. */
    B303: [328],
    B324: [328],
    /** `eval`: as B102. */
    B307: [95],
    /** Module `random`: Bandit says 330, which MITRE discourages. */
    B311: [338],
    /** XML parsers without `defusedxml`: Bandit says 20, improper validation of whatever input. */
    B313: [611, 776],
    B314: [611, 776],
    B315: [611, 776],
    B316: [611, 776],
    B317: [611, 776],
    B318: [611, 776],
    B319: [611, 776],
    B320: [611, 776],
    /** `yaml.load` without a safe loader: Bandit says 20. */
    B506: [502],
    /** A program by its bare name: Bandit says 78; the danger is who answers to the name. */
    B607: [426],
    /** Bidirectional control characters: Bandit says 838. */
    B613: [1007],
    /** Jinja2 without autoescape: Bandit says 94; what is missing is the escaping of HTML. */
    B701: [79],
  },
  /** Rowan's rules, which Semgrep runs. */
  semgrep: {
    /** Debug mode of a web application: it says 215, what a debugger may print. */
    'NS-CONFIG-101': [489],
  },
  njsscan: {
    /** `Math.random`: njsscan says 327, a broken algorithm. */
    node_insecure_random_generator: [338],
  },
  codeshield: {
    /** A regular expression from a variable: it says 185, an incorrect expression; the text speaks of its run time. */
    'dos-non-literal-regexp': [1333],
  },
}

/** The CWE ids by which a finding is compared with those of other tools. */
export function claimedCwes(finding: Finding): readonly number[] {
  // An engine of ours is named after the pack that it runs (`njsscan-pack`); rule ids may have a path of their pack before them.
  const tool = RULE_CWE[finding.tool.name.replace(/-pack$/, '')]
  return tool?.[finding.rule.id] ?? tool?.[finding.rule.id.split('.').at(-1) ?? ''] ?? finding.cwe.ids
}
