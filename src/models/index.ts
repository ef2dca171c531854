export { digestFile, keepModelFile, requireDigest } from './adapter-file.ts'
