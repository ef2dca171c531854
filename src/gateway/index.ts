export { type ChatRequest, ChatRequestSchema } from './chat-request.ts'
export { type CapturedGeneration, completeChat } from './complete-chat.ts'
export { MODEL_NAMES, type ModelTable, routeRequest } from './route.ts'
