export { type TrainedAdapter, type TrainingRequest, trainAdapter } from './train-adapter.ts'
export type { TrainingMetrics } from './trainer-events.ts'
export { DEFAULT_TRAINING, type TrainingParameters } from './training-parameters.ts'
