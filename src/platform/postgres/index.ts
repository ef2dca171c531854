export * from './open-embedded-postgres.ts'
export * from './open-postgres.ts'
