import type { IForbiddenRuleType } from 'dependency-cruiser'
import type { LayerTable } from './layer-table.ts'

const FOLDER_ENTRY = '^src/[^/]+/index\\.ts$'
const TEST_FILES = '\\.test\\.ts$|/testing(?:\\.ts$|/)'
/** Packages of `setup/inference`, in a folder of their own: loaded by path, imported here for their types only. */
const LOADED_AT_RUN_TIME = '^(?:onnxruntime-node|node-llama-cpp|@huggingface/tokenizers)$'

/** The rules of dependency-cruiser that a layer table amounts to. */
export function toRules(table: LayerTable): IForbiddenRuleType[] {
  return [
    ...table.layers.flatMap((layer, depth) =>
      layer.folders.map((folder): IForbiddenRuleType => {
        const higher = table.layers.slice(0, depth).flatMap((other) => other.folders)
        const siblings = layer.folders.filter(
          (other) =>
            other !== folder && !table.siblings.some((edge) => edge.from === folder && edge.to === other),
        )
        return {
          name: `downward-${folder}`,
          severity: 'error',
          comment: `${folder} (layer ${layer.name}) imports only what lies below it, or a sibling that layers.json lists`,
          from: { path: `^src/${folder}/` },
          to: { path: anyFolder([...higher, ...siblings]) },
        }
      }),
    ),
    {
      name: 'entry',
      severity: 'error',
      comment: 'a folder of src/ is entered by its index.ts',
      from: { path: '^src/([^/]+)/', pathNot: TEST_FILES },
      to: { path: '^src/[^/]+/', pathNot: ['^src/$1/', FOLDER_ENTRY] },
    },
    {
      name: 'entry-tests',
      severity: 'error',
      comment:
        'a test may also use what another folder offers to tests alone, in a file or folder named testing',
      from: { path: `^src/([^/]+)/.*(?:${TEST_FILES})` },
      to: { path: '^src/[^/]+/', pathNot: ['^src/$1/', FOLDER_ENTRY, '^src/.*/testing(?:\\.ts$|/)'] },
    },
    {
      name: 'no-cycle',
      severity: 'error',
      comment: 'no import cycles, types included',
      from: {},
      to: { circular: true },
    },
    {
      name: 'pure',
      severity: 'error',
      comment: 'pure folders do no I/O',
      from: { path: anyFolder(pureFolders(table)), pathNot: TEST_FILES },
      to: {
        path: `^(?:node:)?(?:${table.pure.forbidden.map((name) => name.replace(/^node:/, '')).join('|')})$`,
      },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'every import leads somewhere',
      from: {},
      to: { couldNotResolve: true, pathNot: LOADED_AT_RUN_TIME },
    },
  ]
}

/** The folders of `src/` that promise to do no I/O. */
export const pureFolders = (table: LayerTable): string[] =>
  table.layers.filter((layer) => table.pure.layers.includes(layer.name)).flatMap((layer) => layer.folders)

/** Matches any of the folders, and nothing where there are none. */
const anyFolder = (folders: readonly string[]): string =>
  folders.length === 0 ? '^(?!)' : `^src/(?:${folders.join('|')})/`
