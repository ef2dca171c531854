import { type ApprovingRole, type Audit, type Identity, openAudit } from '../access/index.ts'
import {
  type DatasetItem,
  type DatasetManifest,
  type DeciderKind,
  type EvaluationReport,
  type GateVerdict,
  type GenerationOutcome,
  type Progress,
  type RewardDocument,
  type Sample,
  systemClock,
} from '../kernel/index.ts'
import type { Embedder } from '../llm/index.ts'
import { type Config, type Database, type KeyStore, openDatabase, openKeyStore } from '../platform/index.ts'
import type { Policy } from '../reward/index.ts'
import { type FindingContext, storeContexts } from './contexts.ts'
import { listDatasets, loadDataset, releaseDataset, storeDataset, storeGateVerdict } from './datasets.ts'
import { listDecidedFindings } from './decided-cases.ts'
import { type Decision, type DecisionFilter, listDecisions, recordDecisions } from './decisions.ts'
import { dumpCorpus } from './dump-corpus.ts'
import { embedMissing } from './embed-missing.ts'
import { eraseContent } from './erase-content.ts'
import {
  type Generation,
  listUnscannedGenerations,
  markGenerationScanned,
  storeGeneration,
} from './generations.ts'
import { answerRequest, claimRequest, type RequestClaim } from './idempotent-requests.ts'
import {
  listAllIssueOverrides,
  listIssueOverrides,
  type OverrideToRecord,
  recordIssueOverride,
} from './issue-overrides.ts'
import { listJudgements, loadJudgements, storeJudgements } from './judgements.ts'
import { countRuns, type FindingFilter, listFindings } from './list-findings.ts'
import {
  listAllEvaluations,
  listEvaluations,
  listModels,
  loadModel,
  loadOutcomes,
  type ModelToStore,
  storeEvaluation,
  storeModel,
  storeOutcomes,
} from './models.ts'
import {
  approvePolicy,
  findRecordedPolicies,
  listPolicyProposals,
  proposePolicy,
  type RecordedPolicy,
  recordPolicy,
} from './policies.ts'
import {
  approveModel,
  currentPromotion,
  listApprovals,
  listPromotions,
  promoteModel,
  rollbackPromotion,
} from './promotions.ts'
import { readStats } from './read-stats.ts'
import { listRemediations, type RemediationToStore, storeRemediations } from './remediations.ts'
import { restoreCorpus } from './restore-corpus.ts'
import { listReviewQueue, locateFindings, type ReviewFilter } from './review-queue.ts'
import { type SearchFilters, searchCorpus } from './search-corpus.ts'
import type { Store } from './store.ts'
import { type ScanToStore, storeScan } from './store-scan.ts'
import {
  findingsOfIssue,
  type IssueFilter,
  listIssues,
  locateIssues,
  type StoredIssue,
} from './stored-issues.ts'
import { verifyArtefacts } from './verify-artefacts.ts'

/** The corpus of one organisation, as one identity works on it. */
export type Corpus = ReturnType<typeof bind>

/** Opens the corpus on an open database; makes the organisation's row on first use. */
async function openCorpus(
  database: Database,
  options: { organisation: string; audit: Audit },
): Promise<Corpus> {
  await database.kysely
    .insertInto('organisation')
    .values({ organisation: options.organisation })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return bind({ database, organisation: options.organisation, audit: options.audit })
}

/** A corpus with everything under it, as commands use it. */
export interface LocalCorpus {
  corpus: Corpus
  database: Database
  keys: KeyStore
  /** The same corpus as somebody else: for the second person of an approval. */
  as(actor: Identity): Promise<Corpus>
  /** Signs the head of the audit chain and lets go of the database. */
  close(): Promise<void>
}

/** Opens database, keys, audit chain and corpus of the configuration. */
export async function openLocalCorpus(
  config: Pick<Config, 'home' | 'databaseUrl' | 'organisation'>,
  actor: Identity,
): Promise<LocalCorpus> {
  const database = await openDatabase(config)
  try {
    const keys = openKeyStore(config.home)
    const { organisation, home } = config
    const auditOf = (identity: Identity) =>
      openAudit(database, { organisation, actor: identity, signer: keys.signer, clock: systemClock, home })
    const audit = auditOf(actor)
    return {
      corpus: await openCorpus(database, { organisation, audit }),
      database,
      keys,
      as: (identity) => openCorpus(database, { organisation, audit: auditOf(identity) }),
      async close() {
        try {
          await audit.checkpoint()
        } finally {
          await database.close()
        }
      },
    }
  } catch (thrown) {
    await database.close()
    throw thrown
  }
}

function bind(store: Store) {
  return {
    organisation: store.organisation,
    audit: store.audit,
    storeScan: (scan: ScanToStore) => storeScan(store, scan),
    listFindings: (filter?: FindingFilter) => listFindings(store, filter),
    countRuns: () => countRuns(store),
    storeContexts: (about: { repository: string; snapshot: string; contexts: readonly FindingContext[] }) =>
      storeContexts(store, about),
    storeRemediations: (about: {
      repository: string
      fromSnapshot: string
      toSnapshot: string
      remediations: readonly RemediationToStore[]
    }) => storeRemediations(store, about),
    remediations: () => listRemediations(store),
    recordDecisions: (decisions: readonly Decision[]) => recordDecisions(store, decisions),
    decisions: (filter?: DecisionFilter) => listDecisions(store, filter),
    reviewQueue: (filter: ReviewFilter) => listReviewQueue(store, filter),
    locateFindings: (prefix: string, limit: number) => locateFindings(store, prefix, limit),
    listIssues: (filter: IssueFilter) => listIssues(store, filter),
    locateIssues: (prefix: string, limit: number) => locateIssues(store, prefix, limit),
    findingsOfIssue: (issue: StoredIssue) => findingsOfIssue(store, issue),
    issueOverrides: (repository: string) => listIssueOverrides(store, repository),
    allIssueOverrides: (repository?: string) => listAllIssueOverrides(store, repository),
    recordIssueOverride: (ruling: OverrideToRecord) => recordIssueOverride(store, ruling),
    storeJudgements: (judgements: readonly { sample: Sample; document: RewardDocument }[]) =>
      storeJudgements(store, judgements),
    loadJudgements: (policy: string, samples: readonly string[]) => loadJudgements(store, policy, samples),
    listJudgements: (policy: string, limit: number) => listJudgements(store, policy, limit),
    recordPolicy: (record: Omit<RecordedPolicy, 'at'>) => recordPolicy(store, record),
    findRecordedPolicies: (prefix: string) => findRecordedPolicies(store, prefix),
    proposePolicy: (proposal: { document: Policy; reason: string }) => proposePolicy(store, proposal),
    approvePolicy: (about: { policy: string; reason: string }) => approvePolicy(store, about),
    listPolicyProposals: (prefix?: string) => listPolicyProposals(store, prefix),
    decidedFindings: (deciders: readonly DeciderKind[]) => listDecidedFindings(store, deciders),
    claimRequest: (claim: RequestClaim) => claimRequest(store, claim),
    answerRequest: (claim: RequestClaim, answer: string) => answerRequest(store, claim, answer),
    storeDataset: (manifest: DatasetManifest, items: readonly DatasetItem[]) =>
      storeDataset(store, manifest, items),
    loadDataset: (id: string) => loadDataset(store, id),
    listDatasets: () => listDatasets(store),
    storeGateVerdict: (verdict: GateVerdict) => storeGateVerdict(store, verdict),
    releaseDataset: (id: string, profile: string) => releaseDataset(store, id, profile),
    storeModel: (model: ModelToStore) => storeModel(store, model),
    listModels: () => listModels(store),
    loadModel: (sha256: string) => loadModel(store, sha256),
    storeEvaluation: (about: { model: string; report: EvaluationReport }) => storeEvaluation(store, about),
    listAllEvaluations: () => listAllEvaluations(store),
    listEvaluations: (model: string) => listEvaluations(store, model),
    storeOutcomes: (evaluation: string, outcomes: readonly GenerationOutcome[]) =>
      storeOutcomes(store, evaluation, outcomes),
    loadOutcomes: (evaluation: string) => loadOutcomes(store, evaluation),
    approveModel: (about: { model: string; role: ApprovingRole; reason: string }) =>
      approveModel(store, about),
    listApprovals: (model: string) => listApprovals(store, model),
    promoteModel: (about: { model: string; evaluation: string; reason: string }) =>
      promoteModel(store, about),
    rollbackPromotion: (reason: string) => rollbackPromotion(store, reason),
    currentPromotion: () => currentPromotion(store),
    listPromotions: () => listPromotions(store),
    storeGeneration: (generation: Generation) => storeGeneration(store, generation),
    listUnscannedGenerations: (limit: number) => listUnscannedGenerations(store, limit),
    markGenerationScanned: (id: string, snapshot: string) => markGenerationScanned(store, id, snapshot),
    embedMissing: (embedder: Embedder, progress: Progress, signal?: AbortSignal) =>
      embedMissing(store, embedder, progress, signal),
    search: (text: string, embedder: Embedder, options: { limit: number; filters?: SearchFilters }) =>
      searchCorpus(store, text, embedder, options),
    stats: () => readStats(store),
    dump: (file: string) => dumpCorpus(store, file),
    restore: (file: string) => restoreCorpus(store, file),
    erase: (digest: string) => eraseContent(store, digest),
    verifyArtefacts: (trusted: KeyStore['trusted']) => verifyArtefacts(store, trusted),
  }
}
