import { Type } from 'typebox'
import { LanguageSchema } from '../../kernel/index.ts'
import type { App } from '../app.ts'
import type { RewardContext } from './judge-for.ts'
import { answerReward, RewardAnswerSchema, RewardRequestSchema } from './native-route.ts'
import {
  AggregateRequestSchema,
  aggregateMetrics,
  answerSession,
  answerVerify,
  SessionSchema,
  VerifyRequestSchema,
} from './nemo-gym-route.ts'
import {
  answerOpenRlhf,
  OpenRlhfAnswerSchema,
  OpenRlhfQuerySchema,
  OpenRlhfRequestSchema,
} from './openrlhf-route.ts'

/** Every way in which a trainer asks for rewards. */
export function registerRewardRoutes(app: App, context: RewardContext): void {
  const config = { scope: 'reward:read' as const }
  app.post(
    '/v1/reward',
    {
      config: { ...config, summary: 'Judge a batch of samples', answer: RewardAnswerSchema },
      schema: { body: RewardRequestSchema },
    },
    async (request, reply) => {
      await answerReward(request, reply, context)
      return reply
    },
  )
  for (const path of ['/v1/openrlhf/get_reward', '/get_reward'])
    app.post(
      path,
      {
        config: { ...config, summary: 'Reward as OpenRLHF asks for it', answer: OpenRlhfAnswerSchema },
        schema: { body: OpenRlhfRequestSchema, querystring: OpenRlhfQuerySchema },
      },
      (request, reply) => answerOpenRlhf(request, reply, context),
    )
  // NeMo Gym knows host and port of a resources server, and no path.
  for (const prefix of ['/v1/nemo-gym', '']) {
    app.post(
      `${prefix}/verify`,
      {
        config: { ...config, summary: 'Verify a response as NeMo Gym asks for it' },
        schema: {
          body: VerifyRequestSchema,
          querystring: Type.Object({ language: Type.Optional(LanguageSchema) }),
        },
      },
      (request, reply) => answerVerify(request, reply, context),
    )
    for (const name of ['seed_session', 'close_session'])
      app.post(
        `${prefix}/${name}`,
        {
          config: { ...config, summary: 'Nothing is kept for a session of NeMo Gym' },
          schema: { body: SessionSchema },
        },
        async (request) => answerSession(request.body),
      )
    app.post(
      `${prefix}/aggregate_metrics`,
      {
        config: { ...config, summary: 'Statistics over responses of /verify' },
        schema: { body: AggregateRequestSchema },
      },
      async (request) => aggregateMetrics(request.body),
    )
    app.get(
      `${prefix}/reverify_mode`,
      { config: { ...config, summary: 'A response can be verified again at any time' } },
      async () => 'stateless',
    )
  }
}
