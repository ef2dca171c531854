import { type NpmConfig, readNpmConfig } from './npm-config.ts'
import { type HttpOptions, type NpmRegistry, openNpmRegistry } from './npm-registry.ts'
import { type PipConfig, readPipConfig } from './pip-config.ts'
import { openPythonIndex, type PythonIndex } from './python-index.ts'

export interface Registries {
  npm: NpmRegistry
  pypi: PythonIndex
}

export interface RegistriesConfig {
  /** Default: as npm is configured. */
  npm?: NpmConfig
  /** Default: as pip is configured. */
  pip?: PipConfig
  http?: HttpOptions
}

/** Opens the registries as npm and pip are configured. Neither is asked before the first use. */
export function openRegistries(config: RegistriesConfig = {}): Registries {
  return {
    npm: openNpmRegistry(
      once(async () => config.npm ?? (await readNpmConfig())),
      config.http,
    ),
    pypi: openPythonIndex(
      once(async () => config.pip ?? (await readPipConfig())),
      config.http,
    ),
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
