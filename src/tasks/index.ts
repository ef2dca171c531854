export { loadTasks } from './load-tasks.ts'
export { createTaskRunner, type TaskRunner } from './task-runner.ts'
export { validateTask } from './validate-task.ts'
