import { createJudge, loadPolicy } from '../../src/judge/index.ts'
import type { RewardDocument, Sample } from '../../src/kernel/index.ts'
import { withRewardService } from '../../src/pipeline/index.ts'
import { type Config, createLogger, openParser } from '../../src/platform/index.ts'
import { createEnginePool } from '../../src/scanners/index.ts'
import { type Blow, disturbEngines, ENGINE_PROCESSES } from '../../src/scanners/testing-disturbance.ts'

export interface Disturbed {
  struck: string[]
  /** Documents that are the undisturbed ones byte for byte. */
  same: number
  /** Documents without a reward, by their reason. */
  invalid: Map<string, number>
  /** Documents that are neither: a wrong answer. */
  wrong: string[]
  seconds: number
}

/** Judges once more than `before` while each engine is struck once, by the judge alone or by the reward service. */
export async function judgeDisturbed(
  samples: readonly Sample[],
  before: readonly RewardDocument[],
  { blow, service, config }: { blow: Blow; service: boolean; config: Config },
): Promise<Disturbed> {
  const engines = Object.keys(ENGINE_PROCESSES)
  let end = async (): Promise<string[]> => []
  const started = performance.now()
  const after = await (service ? judgeByService : judgeAlone)(samples, config, () => {
    end = disturbEngines(engines, blow)
  })
  const disturbed: Disturbed = {
    struck: await end(),
    same: 0,
    invalid: new Map(),
    wrong: [],
    seconds: (performance.now() - started) / 1000,
  }
  for (const [index, document] of after.entries()) {
    if (JSON.stringify(document) === JSON.stringify(before[index])) disturbed.same++
    else if (!document.valid && document.reward === null && document.reason !== '')
      disturbed.invalid.set(document.reason, (disturbed.invalid.get(document.reason) ?? 0) + 1)
    else disturbed.wrong.push(document.id)
  }
  return disturbed
}

/** Judges without the service, which asks once more where an engine died. */
export async function judgeAlone(
  samples: readonly Sample[],
  config: Config,
  during = () => {},
): Promise<RewardDocument[]> {
  await using resources = new AsyncDisposableStack()
  const pool = createEnginePool({ purpose: 'reward', home: config.home })
  resources.defer(() => pool.close())
  const parser = await openParser()
  resources.defer(() => parser.dispose())
  const judge = await createJudge({
    pool,
    parser,
    policy: loadPolicy('default'),
    engineInfos: await pool.infos(),
    timeoutMs: config.scanTimeoutSeconds * 1000,
  })
  resources.defer(() => judge.close())
  during()
  return await judge.judge(samples)
}

const judgeByService = (samples: readonly Sample[], config: Config, during: () => void) =>
  withRewardService(
    { policy: 'default', tasks: false, cache: null, logger: createLogger('error') },
    config,
    async (service) => {
      during()
      return (await service.judge(samples)).documents
    },
  )
