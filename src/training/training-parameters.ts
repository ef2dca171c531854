import { type Static, Type } from 'typebox'

/** What decides how an adapter is trained; the trainer checks bounds again. */
export const TrainingParametersSchema = Type.Object(
  {
    method: Type.Literal('sft'),
    /** Rank of the low-rank matrices, on all linear layers. */
    loraR: Type.Integer({ minimum: 1 }),
    loraAlpha: Type.Integer({ minimum: 1 }),
    epochs: Type.Number({ exclusiveMinimum: 0 }),
    /** Optimiser steps at most; null: `epochs` decide. */
    maxSteps: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
    /** Tokens to train on in all, epochs counted; null: no bound. Bounds the time on a machine without a GPU. */
    tokenBudget: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
    learningRate: Type.Number({ exclusiveMinimum: 0 }),
    /** Examples of one forward pass: decides the memory. */
    batchSize: Type.Integer({ minimum: 1 }),
    /** Passes of one optimiser step. */
    gradientAccumulation: Type.Integer({ minimum: 1 }),
    /** Tokens; longer examples are left out and counted. */
    maxLength: Type.Integer({ minimum: 16 }),
    precision: Type.Union([Type.Literal('auto'), Type.Literal('bf16'), Type.Literal('fp32')]),
  },
  { additionalProperties: false },
)
export type TrainingParameters = Static<typeof TrainingParametersSchema>

/** Chosen by validation loss, measured on two cores: see docs/training.md. */
export const DEFAULT_TRAINING: TrainingParameters = {
  method: 'sft',
  loraR: 16,
  loraAlpha: 32,
  epochs: 6,
  maxSteps: null,
  tokenBudget: null,
  learningRate: 8e-4,
  batchSize: 2,
  gradientAccumulation: 2,
  maxLength: 384,
  precision: 'auto',
}
